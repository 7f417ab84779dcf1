package org.rdvae.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rdvae.base.Printable;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.checkpoint.NamedTensor;
import org.rdvae.checkpoint.Safetensors;
import org.rdvae.job.SavedCheckpoint;
import org.rdvae.training.Position;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code rdvae inspect}. */
@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = "Verifies a file of rdvae and says what is in it.")
final class InspectCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "A checkpoint, a file of latents or an .rdv file.")
  private Path file;

  @Override
  public Integer call() {
    Optional<byte[]> rdv = RdvInspection.bytes(file);
    if (rdv.isPresent()) {
      RdvInspection.print(file, rdv.get());
      return 0;
    }
    Safetensors content = Safetensors.read(file);
    Optional<Checkpoint> checkpoint = Checkpoint.in(content, file);
    String kind = content.metadata().get("rdvae.kind");
    if (checkpoint.isPresent()) {
      print(checkpoint.get(), kind);
    } else {
      print(file + ": " + kind);
      content.metadata().forEach((key, value) -> print("  " + key + ": " + value));
      content
          .tensors()
          .forEach((name, tensor) -> print("  " + name + " " + Arrays.toString(tensor.shape())));
    }
    return 0;
  }

  private void print(Checkpoint checkpoint, String kind) {
    print(file + ": " + kind + " checkpoint, verified");
    line("model hash", checkpoint.modelHash());
    line(
        "images",
        checkpoint.imageHeight()
            + " x "
            + checkpoint.imageWidth()
            + (checkpoint.imageChannels() == 1 ? "" : " x " + checkpoint.imageChannels()));
    if (!checkpoint.vocabulary().isEmpty()) {
      line("vocabulary", checkpoint.vocabulary().size() + " words; topics prints those that tell");
    }
    line("step", checkpoint.position().step() + ", epoch " + checkpoint.position().epoch());
    best(checkpoint.position(), SavedCheckpoint.isOfCodec(checkpoint, file));
    line("finished", String.valueOf(checkpoint.position().finished()));
    for (Map.Entry<String, String> entry : checkpoint.provenance().values().entrySet()) {
      line(entry.getKey(), entry.getValue());
    }
    long count =
        checkpoint.parameters().stream().mapToLong(parameter -> parameter.values().length).sum();
    print(String.format(Locale.ROOT, "parameters: %,d", count));
    for (NamedTensor parameter : checkpoint.parameters()) {
      print(
          String.format(
              Locale.ROOT, "  %-32s %s", parameter.name(), Arrays.toString(parameter.shape())));
    }
    print("config:");
    checkpoint.config().lines().forEach(text -> print("  " + text));
  }

  private static void best(Position position, boolean ofCodec) {
    String unit = ofCodec ? " weighted bits per pixel" : " nats";
    line(
        ofCodec ? "best validation loss" : "best validation",
        Double.isNaN(position.bestScore())
            ? "none yet"
            : position.bestScore() + unit + " at step " + position.bestStep());
  }

  private static void line(String name, String value) {
    print(String.format(Locale.ROOT, "%-22s %s", name + ":", value));
  }

  /** Files come from anywhere, and may hold what a terminal acts on. */
  private static void print(String line) {
    System.out.println(Printable.line(line));
  }
}

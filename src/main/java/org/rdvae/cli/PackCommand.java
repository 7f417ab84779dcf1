package org.rdvae.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.rdvae.job.ImageInput;
import org.rdvae.job.LosslessModel;
import org.rdvae.job.PackedImages;
import org.rdvae.job.SavedModel;
import org.rdvae.job.WatchedWork;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rdvae pack}. */
@Command(
    name = "pack",
    mixinStandardHelpOptions = true,
    description = {
      "Packs a set of images into one file without loss, by bits-back coding: at about the -ELBO"
          + " of the model, which unpacking needs again.",
      "Images must have the model's size and, for a model of bits, two tones. Values are kept, and"
          + " the images' order; names, profiles and labels are not."
    })
final class PackCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "INPUT", description = Inputs.SEVERAL)
  private List<String> inputs;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "CHECKPOINT",
      description = "Model to pack with: diagonal Gaussian posterior, standard normal prior.")
  private Path checkpoint;

  @Option(names = "--json", description = "Print sizes and costs as one JSON object.")
  private boolean json;

  @Mixin private OutputFile output;

  @Override
  public Integer call() {
    output.check();
    SavedModel saved = SavedModel.load(checkpoint);
    LosslessModel model = LosslessModel.of(saved);
    List<ImageInput> images = Inputs.read(inputs, saved);
    byte[] values = model.values(images);
    int count = values.length / saved.vae().architecture().pixels();
    try (Interruption interruption = Interruption.listen()) {
      Optional<PackedImages> packed =
          new WatchedWork(Terminal.columnsOfStandardError(), interruption::isRequested)
              .run("packing", count, progress -> model.pack(values, progress));
      packed.ifPresent(this::write);
    }
    return 0;
  }

  private void write(PackedImages packed) {
    output.write(out -> out.write(packed.file()));
    System.out.println(json ? packed.json() : packed.text());
    System.err.println("packed -> " + output.path());
  }
}

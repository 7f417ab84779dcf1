package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.config.ConfigReader;
import org.rdvae.config.Job;
import org.rdvae.model.Architecture;
import org.rdvae.network.FeatureShape;
import org.rdvae.tensor.TestDevice;
import org.rdvae.training.MemoryEstimate;

/** What a training says that it will take of memory, and what its process then takes. */
class MemoryTest {
  private static final long HEAP = 256L << 20;
  private static final int IMAGES = 300;

  @TempDir private Path folder;

  @Test
  @EnabledOnOs(OS.LINUX)
  void isWhatTheProcessTakes() throws IOException {
    long idle = peak("devices", null);
    Path config =
        config(
            IMAGES,
            "{convolution: {channels: 64, kernel: 3, activation: relu}}, "
                + "{convolution: {channels: 16, kernel: 4, stride: 2, activation: relu}}, "
                + "{dense: {units: 50, activation: relu}}");
    Path run = folder.resolve("run");
    Path output = folder.resolve("output");
    long peak = peak("train", output, config, "--run-dir", run, "--threads", 1);

    Matcher said =
        Pattern.compile("memory: at most about ([0-9]+) MB \\(").matcher(Files.readString(output));
    assertThat(said.find()).as(Files.readString(output)).isTrue();
    double estimate = 1e6 * Double.parseDouble(said.group(1));
    assertThat((double) peak).as("peak").isBetween(0.5 * estimate, estimate);

    Job job = ConfigReader.read(config, List.of());
    Architecture architecture = new Architecture(job.model(), new FeatureShape(28, 28, 1));
    MemoryEstimate memory =
        MemoryEstimate.of(TestDevice.CPU, architecture, job.objective(), job.training(), 200);
    long buffers = memory.stepBuffers() + memory.sessionBuffers();
    assertThat(buffers).as("worth measuring").isGreaterThan(150_000_000);
    long data = 3L * IMAGES * 28 * 28;
    double bound = idle + HEAP + data + 1.3 * (24.0 * architecture.layout().size() + buffers);
    assertThat((double) peak).as("peak, started idle with %d", idle).isLessThan(bound);
  }

  /** A hundred buffers and more of 2.8 GB each; planning them takes none of it. */
  @Test
  void isRefusedBeforeItIsTaken() throws IOException {
    Path run = folder.resolve("run");
    Path config =
        config(
            IMAGES,
            "{convolution: {channels: 3000, kernel: 1}}, "
                + "{batch-normalization: {activation: relu}}, ".repeat(100)
                + "{convolution: {channels: 1, kernel: 28, padding: 0}}");
    CommandResult result =
        CommandResult.refused(
            71,
            CommandResult.saying(
                "Training needs ", " more than there is: make the model smaller (model.encoder"),
            "train",
            config,
            "--run-dir",
            run,
            "--threads",
            1);
    assertThat(result.err()).hasLineCount(1);
    assertThat(run.resolve("checkpoints"))
        .satisfiesAnyOf(
            path -> assertThat(path).doesNotExist(), path -> assertThat(path).isEmptyDirectory());
  }

  private Path config(int batch, String encoder) throws IOException {
    return Files.writeString(
        folder.resolve("memory.yaml"),
        """
        data: {set: mnist-binary, limit: %d}
        model:
          latent: {size: 4}
          encoder: [%s]
          decoder: [{dense: {units: 50, activation: relu}}]
        training: {epochs: 2, batch: %d}
        evaluation: {importance-samples: 2}
        """
            .formatted(IMAGES, encoder, batch));
  }

  /** Runs a command in a process of its own; the largest resident set that it was seen with. */
  private long peak(String command, Path output, Object... words) throws IOException {
    Object[] all = new Object[words.length + 1];
    all[0] = command;
    System.arraycopy(words, 0, all, 1, words.length);
    try (RdvaeProcess process = RdvaeProcess.start(folder, all)) {
      long[] peak = {0};
      Path status = Path.of("/proc", Long.toString(process.id()), "status");
      process.await(
          () -> {
            peak[0] = Math.max(peak[0], highWaterMark(status));
            return false;
          });
      assertThat(process.exitCode()).as(process.output()).isZero();
      if (output != null) {
        Files.writeString(output, process.output());
      }
      return peak[0];
    }
  }

  private static long highWaterMark(Path status) {
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0; // it has just ended
    }
  }
}

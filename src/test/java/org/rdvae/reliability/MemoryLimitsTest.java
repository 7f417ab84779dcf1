package org.rdvae.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.cli.CommandResult;
import org.rdvae.cli.RdvaeProcess;
import org.rdvae.cli.TinyJob;

/**
 * Jobs larger than the machine are refused before they begin, with the setting to change; a
 * training whose heap is too small ends with the code for that, and its checkpoint is safe.
 */
@Tag("reliability")
@Tag("memory")
class MemoryLimitsTest {
  private static final int OUT_OF_MEMORY = 71;

  @TempDir private Path folder;

  @Test
  void nothingIsLostWhereThereIsTooLittle() throws IOException {
    DisturbedJob job = DisturbedJob.dense(folder);
    new Property("memory", 4, 10)
        .check(
            (number, random) -> {
              if (number % 2 == 0) {
                refuse(number, random);
              } else {
                squeeze(job, number, random);
              }
            });
  }

  private void refuse(int number, Random random) throws IOException {
    boolean isWide = random.nextBoolean();
    String encoder =
        isWide
            ? String.format(Locale.ROOT, "{dense: {units: %d}}", 400_000 + random.nextInt(400_000))
            : String.format(
                    Locale.ROOT,
                    "{convolution: {channels: %d, kernel: 1}}, ",
                    2500 + random.nextInt(1000))
                + "{batch-normalization: {activation: relu}}, ".repeat(300 + random.nextInt(100))
                + "{convolution: {channels: 1, kernel: 28, padding: 0}}";
    Path config =
        Files.writeString(
            folder.resolve("large-" + number + ".yaml"),
            String.format(
                Locale.ROOT,
                """
                data: {set: mnist-binary, limit: 300}
                model: {latent: {size: 4}, encoder: [%s], decoder: [{dense: {units: 50}}]}
                training: {epochs: 2, batch: %d}
                """,
                encoder,
                200 + random.nextInt(100)));
    Path run = folder.resolve("large-" + number);
    CommandResult.refused(
        OUT_OF_MEMORY,
        CommandResult.saying("Training needs ", "model.encoder"),
        "train",
        config,
        "--run-dir",
        run,
        "--threads",
        1);
    assertThat(run.resolve("checkpoints")).doesNotExist();
  }

  private void squeeze(DisturbedJob job, int number, Random random) {
    Path run = job.stoppedAt(1 + random.nextInt((int) job.steps() - 1), "squeezed-" + number);
    long before = Checkpoint.read(TinyJob.last(run)).position().step();
    int megabytes = 6 + random.nextInt(30);
    try (RdvaeProcess process =
        RdvaeProcess.start(
            folder,
            List.of("-Xmx" + megabytes + "m", "-cp", System.getProperty("java.class.path")),
            Map.of(),
            "org.rdvae.cli.Main",
            job.resume(run))) {
      int code = process.exitCode();
      assertThat(code).as(process::output).isIn(0, OUT_OF_MEMORY);
      assertThat(process.output()).doesNotContain("\tat ");
      if (code == OUT_OF_MEMORY) {
        assertThat(process.output()).contains("RDVAE_JAVA_OPTIONS=-Xmx");
      }
      System.out.printf(Locale.ROOT, "memory: heap %d MB, exit code %d%n", megabytes, code);
    }
    assertThat(Checkpoint.read(TinyJob.last(run)).position().step()).isGreaterThanOrEqualTo(before);
    job.finishAndCompare(run);
  }
}

package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.cli.CommandResult.refused;
import static org.rdvae.cli.CommandResult.saying;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.checkpoint.Checkpoint;

class DivergedTrainingTest {
  @TempDir private Path folder;

  /** Between two checkpoints it is only in memory; a checkpoint has written it already. */
  @ParameterizedTest
  @ValueSource(doubles = {2, 1e-6})
  void theBestModelIsKept(double checkpointMinutes) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("steep.yaml"),
            """
            data: {set: mnist-binary, limit: 200}
            model:
              latent: {size: 4}
              encoder: [{dense: {units: 16, activation: tanh}}]
              decoder: [{dense: {units: 16, activation: tanh}}]
              likelihood: bernoulli
            objective: {beta: {warm-up-epochs: 0}}
            training: {epochs: 8, batch: 50, optimizer: {momentum: {learning-rate: 0.3}}}
            run: {picture-every: 0}
            """);
    Path run = folder.resolve("run");
    Path best = run.resolve("checkpoints/best.safetensors");
    refused(
        65,
        saying("Training diverged: in step ", "The best model so far is in " + best + "."),
        "train",
        config,
        "--run-dir",
        run,
        "--threads",
        1,
        "--set",
        "run.checkpoint-minutes=" + checkpointMinutes);
    assertThat(Checkpoint.read(best).position().epoch()).isEqualTo(1);
  }
}

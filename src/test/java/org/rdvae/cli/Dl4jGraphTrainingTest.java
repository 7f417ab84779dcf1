package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.cli.CommandResult.done;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Deeplearning4j user's own graph, from its JSON to a model that no longer needs the file. */
class Dl4jGraphTrainingTest {
  @TempDir Path folder;

  @Test
  void aGraphTrainsAndItsModelStandsAlone() throws Exception {
    Path config = folder.resolve("graph.yaml");
    Path json = folder.resolve("dl4j-encoder.json");
    Files.copy(Path.of("configs/dl4j-graph.yaml"), config);
    Files.copy(Path.of("configs/dl4j-encoder.json"), json);
    Path run = folder.resolve("run");
    done(
        "train",
        config,
        "--run-dir",
        run,
        "--set",
        "data.limit=300",
        "--set",
        "training.epochs=2",
        "--set",
        "objective.beta.warm-up-epochs=0",
        "--set",
        "evaluation.importance-samples=2");

    Files.delete(json);
    Path model = run.resolve("checkpoints/best.safetensors");
    CommandResult evaluation = done("evaluate", model, "--importance-samples", "2");
    assertThat(evaluation.out()).contains("on 300 test images of mnist-binary");
    assertThat(done("inspect", model).out()).contains("encoder.0.parameters", "dl4j-graph");
  }
}

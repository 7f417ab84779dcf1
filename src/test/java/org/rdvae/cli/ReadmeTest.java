package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.rdvae.cli.CommandResult.done;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the README and the card promise, in small: the quick start's config, and the kept model's
 * numbers.
 */
class ReadmeTest {
  @TempDir private Path folder;

  /**
   * 2,000 images and 8 epochs instead of 50,000 and 20. Every pixel at its own mean, without latent
   * variables, would cost 206 nats.
   */
  @Test
  void theQuickStartLearnsDigits() throws IOException {
    Path run = folder.resolve("quickstart");
    done(
        "train",
        "configs/quickstart.yaml",
        "--set",
        "data.limit=2000",
        "--set",
        "training.epochs=8",
        "--set",
        "evaluation.importance-samples=5",
        "--run-dir",
        run,
        "--threads",
        "1");
    JsonNode evaluation =
        JsonMapper.shared().readTree(Files.readString(run.resolve("evaluation.json")));
    assertThat(evaluation.get("elbo").asDouble()).isGreaterThan(-150);
    assertThat(evaluation.get("rate").asDouble()).isGreaterThan(5);
    assertThat(run.resolve("samples/samples-epoch-00008.png")).isNotEmptyFile();
  }

  /**
   * The ELBO that the card gives, with a single sample of each test image: its noise over 10,000
   * images is some 0.05 nats.
   */
  @Test
  void theKeptModelHasTheBoundOfItsCard() throws IOException {
    Path model = Path.of("checkpoints/mnist-binary-vae.safetensors");
    JsonNode json =
        JsonMapper.shared()
            .readTree(
                done("evaluate", model, "--importance-samples", "1", "--threads", "1", "--json")
                    .out());
    double elbo = json.get("elbo").asDouble();
    assertThat(elbo).isCloseTo(-96.15, within(0.25));
    assertThat(Files.readString(Path.of("checkpoints/mnist-binary-vae.md")))
        .contains(json.get("model").asString());
    assertThat(Files.readString(Path.of("README.md"))).contains("-96.15");
  }
}

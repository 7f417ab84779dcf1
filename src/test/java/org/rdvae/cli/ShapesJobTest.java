package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.cli.CommandResult.done;
import static org.rdvae.cli.CommandResult.refused;
import static org.rdvae.cli.CommandResult.saying;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Generated shapes, which need no file. */
class ShapesJobTest {
  @TempDir Path folder;
  private Path config;

  @BeforeEach
  void writeConfig() throws IOException {
    config =
        Files.writeString(
            folder.resolve("shapes.yaml"),
            """
            data: {set: shapes, binarization: none, shapes: {count: 120, size: 8}}
            model:
              latent: {size: 2}
              encoder: [convolution: {channels: 2, kernel: 4, stride: 2, activation: silu}]
              decoder: [dense: {units: 16}, reshape: {height: 4, width: 4, channels: 1}, upsampling]
              likelihood: gaussian
            objective: {beta: {warm-up-epochs: 0}}
            training: {epochs: 2, batch: 16}
            evaluation: {importance-samples: 2}
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "none, gaussian, real, true",
    "none, discretized-logistic, real, false",
    "dynamic, bernoulli, dynamic, false",
    "threshold, bernoulli, threshold, false",
  })
  void trainAndAreMeasured(String binarization, String likelihood, String word, boolean isDensity) {
    Path run = folder.resolve("run");
    CommandResult result =
        done(
            "train",
            config,
            "--set",
            "data.binarization=" + binarization,
            "--set",
            "model.likelihood=" + likelihood,
            "--run-dir",
            run,
            "--threads",
            1);
    assertThat(result.out())
        .contains("on 12 test images of shapes " + word + " 8x8 96/12/12 sha256 ");
    JsonNode json =
        JsonMapper.shared()
            .readTree(done("evaluate", TinyJob.best(run), "--json", "--threads", 1).out());
    assertThat(json.get("bits_per_dimension").isNull()).isEqualTo(isDensity);
    assertThat(json.get("images").asInt()).isEqualTo(12);
  }

  @Test
  void areTheSameForEverySeedOfTheJob() {
    String one = done("data", "verify", config).out();
    assertThat(done("data", "verify", config, "--set", "seed=5").out()).isEqualTo(one);
    assertThat(done("data", "verify", config, "--set", "data.shapes.seed=5").out())
        .isNotEqualTo(one);
    assertThat(one)
        .containsPattern("(?m)^train +96 images of 8 x 8 x 1  sha256 [0-9a-f]{16}$")
        .containsPattern("(?m)^validation +12 images")
        .containsPattern("(?m)^test +12 images")
        .contains("\nshapes real 8x8 96/12/12 sha256 ");
  }

  @Test
  void tooFewForThreePartsAreRefused() {
    refused(
        78,
        saying("data.split: expected images in each part of the 4 shapes", "give more images"),
        "data",
        "verify",
        config,
        "--set",
        "data.shapes.count=4");
  }
}

package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.rdvae.cli.CommandResult.done;
import static org.rdvae.cli.CommandResult.refused;
import static org.rdvae.cli.CommandResult.saying;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a small model of generated shapes tells of their factors. */
class FactorsCommandTest {
  @TempDir static Path folder;
  private static Path model;

  @BeforeAll
  static void train() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("shapes.yaml"),
            """
            data: {set: shapes, binarization: none, shapes: {count: 3000, size: 8}}
            model:
              latent: {size: 4}
              encoder: [dense: {units: 64, activation: silu}]
              decoder: [dense: {units: 64, activation: silu}]
              likelihood: gaussian
            objective: {beta: {warm-up-epochs: 0}}
            training: {epochs: 20, batch: 20}
            evaluation: {importance-samples: 2}
            """);
    Path run = folder.resolve("run");
    done("train", config, "--run-dir", run, "--threads", 1);
    model = TinyJob.best(run);
  }

  @Test
  void knowsWhereAShapeIsAndLittleOfItsOrientation() {
    JsonNode json =
        JsonMapper.shared()
            .readTree(done("factors", model, "--images", 3000, "--json", "--threads", 1).out());
    assertThat(json.get("images").asInt()).isEqualTo(3000);
    JsonNode factors = json.get("factors");
    assertThat(factors.valueStream().map(factor -> factor.get("name").asString()))
        .containsExactly("shape", "scale", "orientation", "x", "y");
    assertThat(factors.get(2).get("entropy").asDouble()).isCloseTo(Math.log(40), within(0.02));
    assertThat(factors.get(3).get("informativeness").asDouble()).isGreaterThan(0.2);
    assertThat(factors.get(4).get("informativeness").asDouble()).isGreaterThan(0.2);
    assertThat(factors.get(2).get("informativeness").asDouble()).isLessThan(0.1);
    double sum = 0;
    for (JsonNode factor : factors) {
      double gap = factor.get("mutual_information_gap").asDouble();
      assertThat(gap).isBetween(0.0, 1.0);
      sum += gap;
    }
    assertThat(json.get("mutual_information_gap").asDouble()).isCloseTo(sum / 5, within(1e-12));
    assertThat(json.get("disentanglement").asDouble()).isBetween(0.05, 1.0);
    assertThat(json.get("latents").size()).isEqualTo(4);
  }

  @Test
  void printsATableThatIsTheSameEveryTime() {
    String table = done("factors", model, "--images", 1000, "--threads", 1).out();
    assertThat(table)
        .contains("posterior means of 1,000 test images of shapes 8x8, data.shapes.seed 1")
        .contains("| factor      | steps | latent | nats of it")
        .containsPattern("\\| orientation +\\| 40 ")
        .containsPattern("(?m)^\\| mean ")
        .containsPattern("\ndisentanglement 0\\.\\d{3}\\R?$");
    assertThat(done("factors", model, "--images", 1000, "--threads", 1).out()).isEqualTo(table);
  }

  @Test
  void refusesModelsOfImagesWithoutKnownFactors() throws IOException {
    TinyJob other = TinyJob.in(Files.createDirectory(folder.resolve("images")));
    Path trained = TinyJob.best(other.trained(folder.resolve("images-run")));
    refused(
        65,
        saying(
            trained + ": expected a model of data.set: shapes, the only images whose factors are",
            "found one of idx",
            "rdvae traverse"),
        "factors",
        trained);
  }

  @Test
  void refusesTooFewImages() {
    refused(
        2,
        saying("--images: expected a whole number from 1000 to 1000000, found 999"),
        "factors",
        model,
        "--images",
        999);
  }

  @Test
  void refusesMoreImagesThanThereIsRoomFor() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("large.yaml"),
            """
            data: {set: shapes, binarization: none, shapes: {count: 10, size: 256}}
            model: {latent: {size: 2}, encoder: [], decoder: [], likelihood: gaussian}
            training: {epochs: 1, batch: 4}
            evaluation: {importance-samples: 2}
            """);
    Path run = folder.resolve("large");
    done("train", config, "--run-dir", run, "--threads", 1);
    refused(
        2,
        saying("--images: expected at most 32767 images of 256x256 (2 GiB of pixels), found 40000"),
        "factors",
        TinyJob.best(run),
        "--images",
        40000);
  }
}

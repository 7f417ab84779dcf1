package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.rdvae.cli.CommandResult.done;
import static org.rdvae.cli.CommandResult.refused;
import static org.rdvae.cli.CommandResult.saying;
import static org.rdvae.cli.DigitsRun.EPOCHS;
import static org.rdvae.cli.DigitsRun.LATENTS;
import static org.rdvae.cli.DigitsRun.SIDE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a training leaves, and what evaluate says of it. */
class TrainingOutputTest {
  @TempDir static Path folder;
  private static Path config;
  private static Path run;
  private static Path best;
  private static CommandResult training;

  @BeforeAll
  static void train() throws IOException {
    DigitsRun digits = DigitsRun.train(folder);
    config = digits.config();
    run = digits.run();
    best = digits.best();
    training = digits.training();
  }

  @Test
  void trainingFillsItsRunFolder() throws IOException {
    Map<String, String> files = FolderListing.of(run);
    assertThat(files.keySet().stream().filter(name -> name.contains("tfevents"))).hasSize(2);
    files.keySet().removeIf(name -> name.contains("tfevents") || name.startsWith("plots/"));
    assertThat(files)
        .containsOnlyKeys(
            "",
            "checkpoints",
            "checkpoints/best.safetensors",
            "checkpoints/last.safetensors",
            "config.yaml",
            "evaluation.json",
            "metrics.jsonl",
            "plots",
            "provenance.json",
            "report.html",
            "run.lock",
            "samples",
            "samples/reconstructions-epoch-00002.png",
            "samples/reconstructions-epoch-00003.png",
            "samples/samples-epoch-00002.png",
            "samples/samples-epoch-00003.png",
            "timing.jsonl");
    assertThat(run.resolve("config.yaml")).hasContent(done("config", "show", config).out());
    assertThat(done("config", "check", run.resolve("config.yaml")).err()).isEmpty();
    JsonNode provenance = JsonMapper.shared().readTree(run.resolve("provenance.json"));
    assertThat(provenance.propertyNames())
        .contains("rdvae", "java", "system", "device", "threads", "native-library", "data");
    assertThat(provenance.get("data").asString())
        .startsWith("mnist-binary none 28x28 300/300/300 sha256 ");
  }

  @Test
  void metricsFollowTheTraining() throws IOException {
    List<JsonNode> train = new ArrayList<>();
    List<JsonNode> validation = new ArrayList<>();
    for (JsonNode line : lines("metrics.jsonl")) {
      (line.get("type").asString().equals("train") ? train : validation).add(line);
      assertThat(line.get("elbo").asDouble())
          .isEqualTo(-line.get("rate").asDouble() - line.get("distortion").asDouble());
    }
    assertThat(train)
        .extracting(line -> line.get("step").asLong())
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 9).mapToObj(i -> 5L * i).toList());
    assertThat(train.get(0).propertyNames())
        .contains("loss", "beta", "learning_rate", "gradient_norm");
    assertThat(train).extracting(line -> line.get("learning_rate").asDouble()).containsOnly(3e-3);
    assertThat(validation)
        .extracting(line -> line.get("step").asLong())
        .containsExactly(15L, 30L, 45L);
    assertThat(validation.get(2).get("elbo").asDouble())
        .isGreaterThan(validation.get(0).get("elbo").asDouble() + 20);
    assertThat(lines("timing.jsonl"))
        .hasSize(EPOCHS)
        .allSatisfy(
            line ->
                assertThat(line.propertyNames())
                    .contains("step", "epoch", "seconds", "images_per_second", "heap_bytes"));
  }

  @Test
  void trainingShowsItsProgressAndItsResult() {
    assertThat(training.err())
        .contains("training: ", "parameters, mnist-binary", "epoch   1/3", "epoch   3/3", "best");
    assertThat(training.out()).contains("elbo", "rate", "distortion", "nll, 20 samples");
  }

  @Test
  void evaluationReportsEveryNumberAndAgreesWithTheTrainings() throws IOException {
    JsonNode json = JsonMapper.shared().readTree(done("evaluate", best, "--json").out());
    assertThat(json.propertyNames())
        .contains(
            "elbo",
            "rate",
            "distortion",
            "nll",
            "nll_standard_error",
            "nll_monte_carlo_error",
            "importance_samples",
            "bits_per_dimension",
            "nll_bits_per_dimension",
            "active_units",
            "gap");
    double elbo = json.get("elbo").asDouble();
    assertThat(elbo)
        .isNegative()
        .isCloseTo(
            -(json.get("rate").asDouble() + json.get("distortion").asDouble()), within(1e-9));
    assertThat(json.get("gap").asDouble())
        .isCloseTo(-elbo - json.get("nll").asDouble(), within(1e-9))
        .isPositive();
    assertThat(json.get("bits_per_dimension").asDouble())
        .isCloseTo(-elbo / (SIDE * SIDE) / Math.log(2), within(1e-12));
    assertThat(json.get("importance_samples").asInt()).isEqualTo(20);
    assertThat(json.get("images").asInt()).isEqualTo(300);
    assertThat(json.get("nll_standard_error").asDouble()).isPositive();
    assertThat(json.get("nll_monte_carlo_error").asDouble()).isPositive();
    assertThat(json.get("active_units").asInt()).isBetween(0, LATENTS);
    assertThat(json.get("rate_by_latent").valueStream().mapToDouble(JsonNode::asDouble).sum())
        .isCloseTo(json.get("rate").asDouble(), within(1e-9));
    assertThat(JsonMapper.shared().readTree(run.resolve("evaluation.json"))).isEqualTo(json);
  }

  @Test
  void evaluationTakesSplitSamplesAndSeed() {
    JsonNode json =
        JsonMapper.shared()
            .readTree(
                done(
                        "evaluate",
                        best,
                        "--split",
                        "validation",
                        "--importance-samples",
                        "1",
                        "--seed",
                        "5",
                        "--json")
                    .out());
    assertThat(json.get("split").asString()).isEqualToIgnoringCase("validation");
    assertThat(json.get("seed").asLong()).isEqualTo(5);
    assertThat(json.get("nll_monte_carlo_error").isNull()).isTrue();
    assertThat(json.get("importance_samples").asInt()).isEqualTo(1);
    assertThat(json.get("nll").asDouble()).isCloseTo(-json.get("elbo").asDouble(), within(2.0));
  }

  @Test
  void refusesToMeasureOnImagesOfAnotherSize() {
    TinyJob other = TinyJob.in(folder);
    refused(
        65,
        saying("expected images of 28 x 28", "found 12 x 12"),
        "evaluate",
        TinyJob.best(run),
        "--data",
        other.images());
  }

  private static List<JsonNode> lines(String file) throws IOException {
    return Files.readAllLines(run.resolve(file)).stream()
        .map(JsonMapper.shared()::readTree)
        .toList();
  }
}

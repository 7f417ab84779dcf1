package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.rdvae.cli.CommandResult.done;
import static org.rdvae.cli.CommandResult.refused;
import static org.rdvae.cli.CommandResult.saying;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.checkpoint.Checkpoint;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rules for the rate from config to use, and what measures estimators and aggregate posteriors. */
class VariationalCommandsTest {
  private static final String NO_WARM_UP = "objective.beta.warm-up-epochs=0";

  @TempDir Path folder;

  @Test
  void aMultiplierIsSavedAndItsModelIsUsed() {
    Path run =
        TinyJob.in(folder)
            .trained(
                folder.resolve("run"),
                "--set",
                NO_WARM_UP,
                "--set",
                "objective.rate={rate-constraint: {nats: 1, speed: 0.05}}");
    Checkpoint last = Checkpoint.read(TinyJob.last(run));
    assertThat(last.snapshot().state().scalars())
        .containsOnlyKeys("objective-constraint-average", "objective-log-multiplier");
    expectUse(TinyJob.best(run));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "objective.rate={capacity: {nats: 2, epochs: 1}}",
        "objective.rate={distortion-constraint: {nats: 3}}",
        "objective.total-correlation=2",
        "objective={free-nats: 0.1, free-group: 2}",
      })
  void modelsOfEveryRuleAreUsed(String rule) {
    Path run =
        TinyJob.in(folder).trained(folder.resolve("run"), "--set", NO_WARM_UP, "--set", rule);
    expectUse(TinyJob.best(run));
  }

  @ParameterizedTest
  @ValueSource(strings = {"importance-weighted: {samples: 4}", "renyi: {alpha: -1, samples: 4}"})
  void severalSamplesBoundIsWhatValidationCounts(String bound) throws IOException {
    Path run =
        TinyJob.in(folder)
            .trained(
                folder.resolve("run"),
                "--set",
                NO_WARM_UP,
                "--set",
                "objective.bound={" + bound + "}");
    List<JsonNode> lines = validations(run);
    assertThat(lines)
        .isNotEmpty()
        .allMatch(line -> line.get("bound").asDouble() > line.get("elbo").asDouble());
    assertThat(Checkpoint.read(TinyJob.last(run)).position().bestScore())
        .isEqualTo(
            -lines.stream().mapToDouble(line -> line.get("bound").asDouble()).max().orElseThrow());
    assertThat(done("report", run, "--json").out()).contains("validation_bound");
    assertThat(run.resolve("report.html")).content().contains("Importance-weighted bound");
  }

  @Test
  void theElboIsWhatAllOthersCount() throws IOException {
    Path run =
        TinyJob.in(folder)
            .trained(
                folder.resolve("run"), "--set", "objective.bound={renyi: {alpha: 1, samples: 2}}");
    assertThat(validations(run)).isNotEmpty().noneMatch(line -> line.has("bound"));
  }

  private static List<JsonNode> validations(Path run) throws IOException {
    try (Stream<String> lines = Files.lines(run.resolve("metrics.jsonl"))) {
      return lines
          .map(line -> JsonMapper.shared().readTree(line))
          .filter(line -> line.get("type").asString().equals("validation"))
          .toList();
    }
  }

  private void expectUse(Path checkpoint) {
    done("sample", checkpoint, "--count", 2, "--out", folder.resolve("s.png"));
    JsonNode evaluation = json("evaluate", checkpoint, "--importance-samples", 3, "--json");
    assertThat(evaluation.get("nll").asDouble()).isPositive();
  }

  /** KL(q || p) and the mutual information make the rate; both are of the same test images. */
  @Test
  void diagnoseMeasuresTheAggregatePosterior() {
    Path best = TinyJob.best(TinyJob.in(folder).trained(folder.resolve("run")));
    JsonNode found = json("diagnose", best, "--samples", 500, "--json");
    double sum =
        found.get("kl_posterior_prior").asDouble() + found.get("mutual_information").asDouble();
    double error =
        found.get("kl_posterior_prior_standard_error").asDouble()
            + found.get("mutual_information_standard_error").asDouble();
    assertThat(sum)
        .isCloseTo(json("evaluate", best, "--json").get("rate").asDouble(), within(4 * error));
    assertThat(found.get("alpha").asDouble()).isEqualTo(0.5);
    assertThat(found.get("alpha_divergence").asDouble()).isBetween(-0.1, 4.0);
    assertThat(done("diagnose", best, "--samples", 20).out())
        .contains("aggregate posterior q of", "| KL(q, p) ", "| alpha 0.5 (no unit) ");
  }

  @ParameterizedTest
  @CsvSource({"--repeats, 10001, 2 to 10000", "--batches, 1001, 1 to 1000"})
  void gradientsAreTooManyToKeep(String option, int value, String range) {
    refused(
        2,
        saying(option + ": expected a whole number from " + range + ", found " + value),
        "bench",
        "gradients",
        folder.resolve("absent"),
        option,
        value);
  }

  @Test
  void diagnoseRefusesOrdersThatAreLimits() {
    refused(
        2,
        saying(
            "--alpha: expected a number between 0 and 1, found 1.0; its limits at 0 and 1 are"
                + " KL(q || p) and KL(p || q), which are printed too"),
        "diagnose",
        "absent.safetensors",
        "--alpha",
        "1");
    refused(
        2,
        saying("--split: expected train, validation or test, found input"),
        "diagnose",
        "absent.safetensors",
        "--split",
        "input");
  }

  @Test
  void diagnoseRefusesAPosteriorWithoutKnownDensity() {
    Path best =
        TinyJob.best(
            TinyJob.in(folder)
                .trained(folder.resolve("run"), "--set", "model.posterior=full-gaussian"));
    refused(
        65,
        saying(
            "best.safetensors: expected a model of one level of latent variables with the posterior"
                + " diagonal-gaussian",
            "found another posterior; rdvae evaluate measures every model"),
        "diagnose",
        best);
  }

  @Test
  void benchGradientsComparesEstimators() {
    Path best = TinyJob.best(TinyJob.in(folder).trained(folder.resolve("run")));
    JsonNode found =
        json("bench", "gradients", best, "--batches", 1, "--repeats", 3, "--samples", 2, "--json");
    assertThat(found.get("estimators").size()).isEqualTo(8);
    JsonNode first = found.get("estimators").get(0);
    assertThat(first.get("estimator").asString()).isEqualTo("reparameterized");
    assertThat(first.get("relative_variance").asDouble()).isEqualTo(1);
    assertThat(done("bench", "gradients", best, "--batches", 1, "--repeats", 2).out())
        .contains("| bound ", "| importance-weighted | 5       | doubly-reparameterized | sampled");
    refused(
        2,
        saying("--repeats: expected a whole number from 2 to 10000, found 1"),
        "bench",
        "gradients",
        best,
        "--repeats",
        1);
    refused(
        2,
        saying("--batches: expected a whole number from 1 to "),
        "bench",
        "gradients",
        best,
        "--batches",
        9999);
  }

  private static JsonNode json(Object... words) {
    return JsonMapper.shared().readTree(done(words).out());
  }
}

package org.rdvae.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rdvae.evaluation.Evaluation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvaluationReportTest {
  private static final double LN_2 = Math.log(2);

  @Test
  void jsonHoldsEveryNumber() {
    JsonNode json =
        JsonMapper.shared().readTree(report("mnist-binary", "test", 10_000, 200, 0.01).json());
    assertThat(json.propertyNames())
        .containsExactly(
            "model",
            "data",
            "split",
            "images",
            "elbo",
            "rate",
            "distortion",
            "nll",
            "nll_standard_error",
            "nll_monte_carlo_error",
            "importance_samples",
            "seed",
            "gap",
            "bits_per_dimension",
            "nll_bits_per_dimension",
            "active_units",
            "rate_by_latent",
            "rate_by_level");
    assertThat(json.get("model").asString()).isEqualTo("0123456789abcdef");
    assertThat(json.get("data").asString()).isEqualTo("the fingerprint");
    assertThat(json.get("split").asString()).isEqualTo("test");
    assertThat(json.get("images").asInt()).isEqualTo(10_000);
    assertThat(json.get("elbo").asDouble()).isEqualTo(-98.5);
    assertThat(json.get("rate").asDouble()).isEqualTo(25.25);
    assertThat(json.get("distortion").asDouble()).isEqualTo(73.25);
    assertThat(json.get("nll").asDouble()).isEqualTo(93);
    assertThat(json.get("gap").asDouble()).isEqualTo(5.5);
    assertThat(json.get("nll_standard_error").asDouble()).isEqualTo(0.25);
    assertThat(json.get("nll_monte_carlo_error").asDouble()).isEqualTo(0.01);
    assertThat(json.get("importance_samples").asInt()).isEqualTo(200);
    assertThat(json.get("seed").asLong()).isEqualTo(17);
    assertThat(json.get("active_units").asInt()).isEqualTo(2);
    assertThat(json.get("rate_by_latent")).hasSize(3);
    assertThat(json.get("rate_by_level").get(0).asDouble()).isEqualTo(25.25);
    assertThat(json.get("bits_per_dimension").asDouble())
        .isCloseTo(98.5 / 784 / LN_2, within(1e-12));
    assertThat(json.get("nll_bits_per_dimension").asDouble())
        .isCloseTo(93 / 784.0 / LN_2, within(1e-12));
  }

  @Test
  void anErrorThatDoesNotExistIsNull() {
    String json = report("idx", "test", 10, 1, Double.NaN).json();
    assertThat(JsonMapper.shared().readTree(json).get("nll_monte_carlo_error").isNull()).isTrue();
  }

  @Test
  void textIsATableInNatsAndBits() {
    assertThat(report("idx", "VALIDATION", 1234, 50, 0.01).text())
        .isEqualTo(
            """
            model 0123456789abcdef on 1,234 validation images of the fingerprint
                                    nats per image  bits per dimension
            elbo                            -98.50             -0.1813
              rate                           25.25              0.0465
              distortion                     73.25              0.1348
            nll, 50 samples                  93.00              0.1711
              standard error 0.250 over images, 0.0100 over noise; gap to the bound 5.50
            active units 2 of 3\
            """);
  }

  @Test
  void textCallsAnErrorThatDoesNotExistUnknown() {
    assertThat(report("idx", "test", 10, 1, Double.NaN).text())
        .contains("standard error 0.250 over images, unknown over noise;")
        .doesNotContain("NaN");
  }

  @Test
  void textSaysWhichDensityThatOfATableIs() {
    String standardised = "of the columns standardised to mean 0 and standard deviation 1";
    assertThat(density("table")).contains("density, nats per example", standardised);
    assertThat(density("idx")).contains("density, nats per example").doesNotContain("columns");
    assertThat(report("table", "test", 10, 5, 0.1).text()).as("bits").doesNotContain("columns");
  }

  private static String density(String set) {
    Evaluation evaluation =
        new Evaluation(
            9, 5, 1, 1, 2, 2.5, 0.1, 0.1, 1, new double[] {1}, new double[] {1}, 2, false);
    return new EvaluationReport(evaluation, "0123456789abcdef", set, "test", "x").text();
  }

  @Test
  void whatOthersPublishedStandsBelow() {
    assertThat(report("mnist-binary", "TEST", 10_000, 200, 0.01).text())
        .contains("\npublished nll 89.78: VAE 784-400-40-400-784, 500 epochs (pythae")
        .doesNotContain("VampPrior");
    assertThat(report("mnist-binary", "test", 10_000, 5000, 0.01).text())
        .contains(
            "\npublished nll 88.56: gated VAE 784-300-300-40 (Tomczak",
            "\npublished nll 85.57: the same with a VampPrior of 500 (Tomczak",
            "\npublished nll 83.19: two-level gated",
            "\npublished nll 87.63: importance-weighted, one level, 5 samples (Burda")
        .doesNotContain("pythae");
  }

  /** Another set, another split, fewer images, another number of samples. */
  @ParameterizedTest
  @CsvSource({
    "idx, TEST, 10000, 200",
    "mnist-binary, VALIDATION, 10000, 200",
    "mnist-binary, TRAIN, 10000, 200",
    "mnist-binary, TEST, 300, 200",
    "mnist-binary, TEST, 10000, 1000",
    "mnist-binary, TEST, 10000, 199",
  })
  void whatCannotBeComparedIsNotShown(String set, String split, int images, int samples) {
    assertThat(report(set, split, images, samples, 0.01).text()).doesNotContain("published");
  }

  private static EvaluationReport report(
      String set, String split, int images, int samples, double monteCarloError) {
    Evaluation evaluation =
        new Evaluation(
            images,
            samples,
            17,
            25.25,
            73.25,
            93,
            0.25,
            monteCarloError,
            2,
            new double[] {20, 5.25, 0},
            new double[] {25.25},
            784,
            true);
    return new EvaluationReport(evaluation, "0123456789abcdef", set, split, "the fingerprint");
  }
}

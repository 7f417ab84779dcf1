package org.rdvae.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.rdvae.config.ConfigText.complaint;
import static org.rdvae.config.ConfigText.job;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bounds and estimators that do not fit one another are refused with the reason. */
class ImpossibleObjectivesTest {
  private static final String MODEL = "model: {latent: {size: 2}, encoder: [], decoder: []}\n";

  @ParameterizedTest
  @CsvSource({
    "elbo, reparameterized",
    "elbo, sticking-the-landing",
    "elbo, score-function",
    "'elbo: {samples: 4}', score-function",
    "importance-weighted, reparameterized",
    "importance-weighted, doubly-reparameterized",
    "importance-weighted, wake-phase",
    "renyi, doubly-reparameterized",
    "maximum, reparameterized",
    "maximum, score-function",
  })
  void possibleOnesAreRead(String bound, String estimator) {
    assertThatCode(() -> job(text(bound, estimator))).doesNotThrowAnyException();
  }

  @Test
  void stickingTheLandingTakesOneSample() {
    assertThat(complaint(text("importance-weighted", "sticking-the-landing")))
        .isEqualTo(
            "job.yaml:2:52: objective.estimator: expected doubly-reparameterized, its form for"
                + " several samples, or one sample, since what it leaves out of the gradient has"
                + " mean 0 for one sample only, found sticking-the-landing with"
                + " importance-weighted of 5 samples");
    assertThat(complaint(text("elbo: {samples: 3}", "sticking-the-landing")))
        .contains("expected reparameterized or one sample, since", "elbo of 3 samples");
  }

  @Test
  void doublyReparameterizedTakesSeveralWithWeights() {
    assertThat(complaint(text("elbo", "doubly-reparameterized")))
        .endsWith(
            "objective.estimator: expected sticking-the-landing, which it is for one sample, found"
                + " doubly-reparameterized with elbo of 1 sample");
    assertThat(complaint(text("maximum", "doubly-reparameterized")))
        .endsWith(
            "objective.estimator: expected reparameterized, or the bound importance-weighted or"
                + " renyi, whose weights it differentiates, found doubly-reparameterized with"
                + " maximum of 5 samples");
  }

  @Test
  void wakePhaseTakesImportanceWeights() {
    assertThat(complaint(text("renyi", "wake-phase")))
        .isEqualTo(
            "job.yaml:2:20: objective.bound: expected importance-weighted with 2 samples or more,"
                + " since wake-phase weighs the samples of an image by their importance, found"
                + " renyi of 5 samples");
  }

  @Test
  void scoreFunctionNeedsOthersForItsBaseline() {
    assertThat(complaint(text("elbo", "score-function") + "training: {batch: 1}\n"))
        .isEqualTo(
            "job.yaml:3:19: training.batch: expected 2 or more, since the baseline of"
                + " score-function is made of the other images' single samples, found 1");
    assertThatCode(
            () -> job(text("elbo: {samples: 2}", "score-function") + "training: {batch: 1}\n"))
        .doesNotThrowAnyException();
  }

  private static String text(String bound, String estimator) {
    String inFlow = bound.contains(":") ? "{" + bound + "}" : bound;
    return MODEL + "objective: {bound: " + inFlow + ", estimator: " + estimator + "}\n";
  }
}

package org.rdvae.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.rdvae.config.ConfigText.complaint;
import static org.rdvae.config.ConfigText.job;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Posteriors are refused beside priors of other numbers, and where they would say nothing. */
class PosteriorCheckTest {
  @ParameterizedTest
  @CsvSource({
    "full-gaussian, standard-normal",
    "full-gaussian, gaussian-mixture",
    "student-t, standard-normal",
    "inverse-autoregressive, standard-normal",
    "coupling, coupling-flow",
    "exponential, exponential",
    "exponential, gamma",
    "erlang, gamma",
    "gamma, exponential",
    "gamma, gamma",
  })
  void fittingOnesAreRead(String posterior, String prior) {
    assertThatCode(() -> job(text(2, posterior, prior))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard-normal", "gaussian-mixture", "coupling-flow"})
  void positivePosteriorsNeedPositivePriors(String prior) {
    assertThat(complaint(text(2, "gamma", prior)))
        .isEqualTo(
            "job.yaml:2:28: model.prior: expected exponential or gamma, since z of the posterior"
                + " gamma is positive and the decoder would never see the negative z that the prior"
                + " draws, found "
                + prior);
  }

  @Test
  void positivePriorsNeedPositivePosteriors() {
    assertThat(complaint(text(2, "student-t", "exponential")))
        .isEqualTo(
            "job.yaml:2:32: model.prior: expected standard-normal, or the posterior exponential,"
                + " erlang or gamma, since student-t gives negative z, which have no density under"
                + " the prior, found exponential");
  }

  @ParameterizedTest
  @ValueSource(strings = {"coupling", "inverse-autoregressive"})
  void flowsNeedLatentVariablesToDependOn(String posterior) {
    assertThat(complaint(text(1, posterior, "standard-normal")))
        .endsWith(
            "model.posterior: expected diagonal-gaussian, or model.latent.size of at least 2, since"
                + " a flow makes latent variables depend on one another, found "
                + posterior
                + " with size 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "estimator: sticking-the-landing",
        "estimator: score-function",
        "{bound: importance-weighted, estimator: doubly-reparameterized}",
        "{bound: importance-weighted, estimator: wake-phase}",
      })
  void flowsHaveTheWholeGradientOnly(String objective) {
    String inFlow = objective.startsWith("{") ? objective : "{" + objective + "}";
    assertThat(complaint(text(2, "coupling", "standard-normal") + "objective: " + inFlow + "\n"))
        .contains(
            "objective.estimator: expected reparameterized, since the posterior coupling has no"
                + " other gradient, found ");
  }

  @Test
  void fullCovarianceHasAnEnd() {
    assertThat(complaint(text(2001, "full-gaussian", "standard-normal")))
        .endsWith(
            "model.posterior: expected diagonal-gaussian, or model.latent.size of at most 2000,"
                + " since the encoder gives nearly half the square of that number, found"
                + " full-gaussian with size 2001");
    assertThatCode(() -> job(text(2000, "full-gaussian", "standard-normal")))
        .doesNotThrowAnyException();
  }

  @Test
  void fullCovarianceHasAnEndBeforeAnyDataAreRead() {
    assertThat(
            complaint(
                "data: {set: table, path: absent.csv}\n"
                    + text(100_000, "full-gaussian", "standard-normal")))
        .contains("model.posterior: expected diagonal-gaussian, or model.latent.size of at most");
  }

  private static String text(int size, String posterior, String prior) {
    return "model: {latent: {size: "
        + size
        + "}, encoder: [], decoder: [],\n  posterior: "
        + posterior
        + ", prior: "
        + prior
        + "}\n";
  }
}

package org.rdvae.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.rdvae.config.ConfigText.complaint;
import static org.rdvae.config.ConfigText.job;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.objective.RateRule;

/** What the loss makes of the rate, and what that excludes. */
class RateCheckTest {
  private static final String MODEL = "model: {latent: {size: 2}, encoder: [], decoder: []}\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rate: weighted",
        "rate: {capacity: {nats: 25, epochs: 10}}",
        "rate: {rate-constraint: {nats: 20}}, estimator: score-function",
        "rate: {distortion-constraint: {nats: 80}}, bound: {elbo: {samples: 3}}",
        "free-nats: 0.5, free-group: 8",
        "free-nats: 0.5, free-group: 0, estimator: sticking-the-landing",
        "total-correlation: 5, beta: {warm-up-epochs: 3}",
      })
  void possibleOnesAreRead(String objective) {
    assertThatCode(() -> job(text(objective))).doesNotThrowAnyException();
  }

  @Test
  void aCapacityWeighsItsDistanceByAHundred() {
    assertThat(job(text("rate: {capacity: {nats: 25}}")).objective().rate())
        .isEqualTo(new RateRule.Capacity(25, 0, 100));
  }

  @Test
  void rulesTakeTheElbo() {
    assertThat(complaint(text("rate: {capacity: {nats: 25}}, bound: renyi")))
        .endsWith(
            "objective.rate: expected weighted, or the bound elbo, whose loss is a distortion and a"
                + " rate; that of renyi is not parted so, found capacity");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "beta: {value: 4} | objective.beta.value: expected 1 | 4.0",
        "beta: {warm-up-epochs: 2} | objective.beta.warm-up-epochs: expected 0 | 2",
        "free-nats: 0.5 | objective.free-nats: expected 0 | 0.5",
      })
  void rulesReplaceBeta(String other, String expected, String found) {
    assertThat(complaint(text("rate: {rate-constraint: {nats: 20}}, " + other)))
        .endsWith(
            expected
                + ", since rate-constraint sets the weight of the rate by itself, found "
                + found);
  }

  @Test
  void aCapacityRisesWithinTheTraining() {
    assertThat(
            complaint(text("rate: {capacity: {nats: 25, epochs: 9}}") + "training: {epochs: 8}\n"))
        .endsWith("objective.rate.capacity.epochs: expected at most training.epochs (8), found 9");
  }

  @Test
  void constraintsHaveNoPatience() {
    assertThat(complaint(text("rate: {rate-constraint: {nats: 20}}") + "training: {patience: 8}\n"))
        .endsWith(
            "training.patience: expected 0, since rate-constraint keeps the model of the last"
                + " epoch, whatever its ELBO, found 8");
  }

  @Test
  void freeBitsOfSingleLatentsNeedTheirRates() {
    assertThat(complaint(text("free-nats: 0.5, bound: importance-weighted")))
        .endsWith(
            "objective.free-nats: expected 0, or the bound elbo, whose loss has the rate in it,"
                + " found 0.5 with importance-weighted");
    assertThat(complaint(text("free-nats: 0.5, estimator: score-function")))
        .endsWith(
            "objective.free-nats: expected 0, or objective.free-group 0, since the rates of single"
                + " latent variables are known with the estimator reparameterized only, found 0.5");
    assertThat(complaint(text("free-nats: 0.5"), "model.prior=gaussian-mixture"))
        .endsWith(
            "objective.free-nats: expected 0, or objective.free-group 0, since against the prior"
                + " gaussian-mixture the rates of single latent variables are not known, found"
                + " 0.5");
    assertThatCode(() -> job(text("free-nats: 3, free-group: 0"), "model.prior=gaussian-mixture"))
        .doesNotThrowAnyException();
  }

  @Test
  void totalCorrelationTakesTheUsualModelAndObjective() {
    assertThat(complaint(text("total-correlation: 5, bound: {elbo: {samples: 2}}")))
        .endsWith(
            "objective.total-correlation: expected 0, or the bound elbo of 1 sample with the"
                + " estimator reparameterized, from whose samples it is estimated, found 5.0");
    assertThat(complaint(text("total-correlation: 5"), "model.prior=gaussian-mixture"))
        .endsWith(
            "objective.total-correlation: expected 0, or one level of latent variables with the"
                + " posterior diagonal-gaussian and the prior standard-normal, for which it is"
                + " computed, found 5.0");
    assertThat(complaint(text("total-correlation: 5") + "training: {batch: 1}\n"))
        .endsWith(
            "training.batch: expected 2 or more, since the total correlation is that of a batch of"
                + " posteriors, found 1");
    assertThat(complaint(text("total-correlation: 5, rate: {capacity: {nats: 20}}")))
        .endsWith(
            "objective.total-correlation: expected 0, or the rate weighted, since it is weighed in"
                + " units of beta, which capacity replaces, found 5.0");
  }

  private static String text(String objective) {
    return MODEL + "objective: {" + objective + "}\n";
  }
}

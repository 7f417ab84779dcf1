package org.rdvae.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.tensor.FiniteDifferences;

class BernoulliTest {

  @ParameterizedTest
  @ValueSource(doubles = {-30, -5, -0.3, 0, 0.1, 2, 12})
  void distortionIsMinusTheLogOfTheProbability(double logit) {
    double one = 1 / (1 + Math.exp(-logit));
    double zero = 1 / (1 + Math.exp(logit));
    assertThat(Bernoulli.probability(logit)).isCloseTo(one, within(1e-15));
    assertThat(Bernoulli.distortion(logit, 1)).isCloseTo(-Math.log(one), within(1e-12));
    assertThat(Bernoulli.distortion(logit, 0)).isCloseTo(-Math.log(zero), within(1e-12));
    // A soft target x is the mean of both: the cross entropy.
    assertThat(Bernoulli.distortion(logit, 0.3))
        .isCloseTo(-0.3 * Math.log(one) - 0.7 * Math.log(zero), within(1e-12));
  }

  @Test
  void staysExactFarOut() {
    assertThat(Bernoulli.distortion(1000, 1)).isZero();
    assertThat(Bernoulli.distortion(1000, 0)).isEqualTo(1000);
    assertThat(Bernoulli.distortion(-1000, 1)).isEqualTo(1000);
    assertThat(Bernoulli.distortion(-1000, 0)).isZero();
    assertThat(Bernoulli.distortion(1000, 0.25)).isEqualTo(750);
    assertThat(Bernoulli.distortionByLogit(1000, 1)).isZero();
    assertThat(Bernoulli.distortionByLogit(-1000, 1)).isEqualTo(-1);
    assertThat(Bernoulli.probability(1000)).isOne();
    assertThat(Bernoulli.probability(-1000)).isZero();
    // The small tail is kept: exp(-50), not 0.
    assertThat(Bernoulli.distortion(50, 1) / Math.exp(-50)).isCloseTo(1, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-30, -5, -0.3, 0.1, 2, 12})
  void derivativeEqualsDifferences(double logit) {
    for (double x : new double[] {0, 0.3, 1}) {
      FiniteDifferences.expectEqual(
          "at " + logit,
          new double[] {Bernoulli.distortionByLogit(logit, x)},
          FiniteDifferences.gradient(at -> Bernoulli.distortion(at[0], x), new double[] {logit}));
    }
  }
}

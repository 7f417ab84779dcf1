package org.rdvae.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GammaQuantileTest {
  private final GammaQuantile quantile = new GammaQuantile();

  /** Shape 1 is the exponential distribution, whose quantile at Φ(ε) is −log Φ(−ε). */
  @Test
  void isTheQuantileOfTheExponentialDistribution() {
    assertThat(quantile.of(1, 0)).isCloseTo(Math.log(2), within(1e-14));
    assertThat(quantile.of(1, 1)).isCloseTo(1.8410216450092634, within(1e-13));
    assertThat(quantile.of(1, -1)).isCloseTo(0.1727537790234499, within(1e-14));
  }

  /** A temperature of 100 asks for noise that no training sees. */
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.2, 1, 3, 1000})
  void risesWithTheNoiseHoweverFarOutItIs(double shape) {
    double before = 0;
    for (double noise = -634; noise <= 634; noise += 0.5) {
      double x = quantile.of(shape, noise);
      assertThat(x)
          .as("shape %s, noise %s", shape, noise)
          .isFinite()
          .isGreaterThanOrEqualTo(before);
      before = x;
    }
  }
}

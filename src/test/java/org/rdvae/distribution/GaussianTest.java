package org.rdvae.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rdvae.tensor.FiniteDifferences;

class GaussianTest {

  @Test
  void distortionHasKnownValues() {
    assertThat(Gaussian.distortion(0.5, 0.5, 0)).isCloseTo(0.9189385332046727, within(1e-15));
    assertThat(Gaussian.distortion(0.7, 0.5, Math.log(0.1)))
        .isCloseTo(0.9189385332046727 + Math.log(0.1) + 2, within(1e-12));
  }

  @Test
  void distortionFallsBelowZeroBecauseItIsADensity() {
    assertThat(Gaussian.distortion(0.5, 0.5, -7)).isCloseTo(0.9189385332046727 - 7, within(1e-14));
  }

  @ParameterizedTest
  @CsvSource({"0, 0.5, 0", "1, -0.3, -1.5", "0.4, 0.41, -3", "0.2, 3, 2"})
  void derivativesEqualDifferences(double x, double mean, double logStddev) {
    FiniteDifferences.expectEqual(
        "by mean and log stddev at " + mean + ", " + logStddev,
        new double[] {
          Gaussian.distortionByMean(x, mean, logStddev),
          Gaussian.distortionByLogStddev(x, mean, logStddev)
        },
        FiniteDifferences.gradient(
            at -> Gaussian.distortion(x, at[0], at[1]), new double[] {mean, logStddev}));
  }
}

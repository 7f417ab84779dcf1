package org.rdvae.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.FiniteDifferences;

class DiagonalGaussianTest {
  private static final String GRID = "0, 0\n0.5, -1\n-2, 0.7\n3, -3\n-0.01, 1e-4";

  @ParameterizedTest
  @CsvSource(textBlock = GRID)
  void rateIsTheIntegralOfTheLogRatio(double mean, double logStddev) {
    // The trapezoidal rule over 12 standard deviations to each side; for smooth functions that
    // vanish at both ends it is exact
    // to rounding.
    double stddev = Math.exp(logStddev);
    int points = 4000;
    double width = 24 * stddev / points;
    double mass = 0;
    double sum = 0;
    for (int i = 0; i <= points; i++) {
      double z = mean - 12 * stddev + i * width;
      double log = DiagonalGaussian.logDensity(z, mean, logStddev);
      mass += Math.exp(log) * width;
      sum += Math.exp(log) * (log - DiagonalGaussian.logDensity(z, 0, 0)) * width;
    }
    assertThat(mass).as("mass of the density").isCloseTo(1, within(1e-12));
    assertThat(DiagonalGaussian.rate(mean, logStddev)).isCloseTo(sum, within(1e-11));
  }

  @ParameterizedTest
  @CsvSource(textBlock = GRID)
  void rateIsTheMeanLogRatioOfSamples(double mean, double logStddev) {
    RandomStream noise = new RandomStream(1, RandomStream.Purpose.TEST);
    int samples = 20_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < samples; i++) {
      double z = DiagonalGaussian.sample(mean, logStddev, noise.nextGaussian());
      double ratio =
          DiagonalGaussian.logDensity(z, mean, logStddev) - DiagonalGaussian.logDensity(z, 0, 0);
      sum += ratio;
      squares += ratio * ratio;
    }
    double average = sum / samples;
    double error = Math.sqrt((squares / samples - average * average) / samples);
    assertThat(DiagonalGaussian.rate(mean, logStddev))
        .isCloseTo(average, within(5 * error + 1e-12));
  }

  @ParameterizedTest
  @CsvSource(textBlock = GRID)
  void derivativesOfTheRateEqualDifferences(double mean, double logStddev) {
    double[] differences =
        FiniteDifferences.gradient(
            at -> DiagonalGaussian.rate(at[0], at[1]), new double[] {mean, logStddev});
    FiniteDifferences.expectEqual(
        "rate's gradient",
        new double[] {
          DiagonalGaussian.rateByMean(mean), DiagonalGaussian.rateByLogStddev(logStddev)
        },
        differences);
  }

  @Test
  void rateIsZeroForThePriorOnly() {
    assertThat(DiagonalGaussian.rate(0, 0)).isZero();
    assertThat(DiagonalGaussian.rate(1e-3, 0)).isPositive();
    assertThat(DiagonalGaussian.rate(0, 1e-3)).isPositive();
  }

  @Test
  void rateKeepsItsDigitsNearThePrior() {
    // Half of (exp(2 s) - 1 - 2 s) is s² + 2/3 s³ + ...; the naive difference keeps four digits of
    // it.
    double s = 1e-6;
    assertThat(DiagonalGaussian.rate(0, s))
        .isCloseTo(s * s + 2 * s * s * s / 3, within(1e-8 * s * s));
  }

  @Test
  void logDensityHasKnownValues() {
    assertThat(DiagonalGaussian.logDensity(0, 0, 0)).isCloseTo(-0.9189385332046728, within(1e-15));
    assertThat(DiagonalGaussian.logDensity(5, 1, Math.log(2)))
        .isCloseTo(-0.9189385332046727 - Math.log(2) - 2, within(1e-14));
  }
}

package org.rdvae.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.rdvae.distribution.DiagonalGaussian;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.FiniteDifferences;
import org.rdvae.tensor.TensorValues;

class TotalCorrelationTest {
  private static final int ROWS = 5;
  private static final int LATENTS = 3;

  private final double[] mean = TensorValues.random(1, ROWS * LATENTS);
  private final double[] logStddev = TensorValues.random(2, ROWS * LATENTS);
  private final double[] z = TensorValues.random(3, ROWS * LATENTS);
  private final TotalCorrelation correlation = new TotalCorrelation(ROWS, LATENTS);

  @Test
  void isThePlainLogRatioOfMixtures() {
    assertThat(correlation.measure(mean, logStddev, z))
        .isCloseTo(plain(mean, logStddev, z), within(1e-12));
  }

  @Test
  void gradientsEqualDifferences() {
    correlation.measure(mean, logStddev, z);
    FiniteDifferences.expectEqual(
        "z",
        correlation.byZ().clone(),
        FiniteDifferences.gradient(moved -> plain(mean, logStddev, moved), z));
    FiniteDifferences.expectEqual(
        "mean",
        correlation.byMean().clone(),
        FiniteDifferences.gradient(moved -> plain(moved, logStddev, z), mean));
    FiniteDifferences.expectEqual(
        "log standard deviation",
        correlation.byLogStddev().clone(),
        FiniteDifferences.gradient(moved -> plain(mean, moved, z), logStddev));
  }

  @Test
  void isNoughtForASingleLatentAndForEqualPosteriors() {
    double[] row = Arrays.copyOf(mean, ROWS);
    assertThat(new TotalCorrelation(ROWS, 1).measure(row, new double[ROWS], row))
        .isCloseTo(0, within(1e-14));
    assertThat(correlation.measure(new double[ROWS * LATENTS], new double[ROWS * LATENTS], z))
        .isCloseTo(0, within(1e-13));
  }

  /** Two latents that are always equal: as far apart as these are, ln 2 nats for two places. */
  @Test
  void isTheInformationOfLatentsAboutEachOther() {
    int rows = 200;
    double[] places = new double[2 * rows];
    double[] narrow = new double[2 * rows];
    double[] samples = new double[2 * rows];
    RandomStream stream = new RandomStream(1, RandomStream.Purpose.TEST);
    for (int i = 0; i < places.length; i++) {
      places[i] = i / 2 % 2 == 0 ? -50 : 50;
      samples[i] = places[i] + stream.nextGaussian();
    }
    assertThat(new TotalCorrelation(rows, 2).measure(places, narrow, samples))
        .isCloseTo(Math.log(2), within(1e-12));
  }

  /** Far from every density nothing overflows. */
  @Test
  void isFiniteFarAway() {
    double[] far = z.clone();
    far[4] = 1e3;
    assertThat(correlation.measure(mean, logStddev, far)).isFinite();
    assertThat(correlation.byZ()).doesNotContain(Double.NaN);
  }

  private static double plain(double[] mean, double[] logStddev, double[] z) {
    double total = 0;
    for (int i = 0; i < ROWS; i++) {
      double joint = 0;
      double[] single = new double[LATENTS];
      for (int m = 0; m < ROWS; m++) {
        double product = 1;
        for (int j = 0; j < LATENTS; j++) {
          int at = m * LATENTS + j;
          double density =
              Math.exp(DiagonalGaussian.logDensity(z[i * LATENTS + j], mean[at], logStddev[at]));
          product *= density;
          single[j] += density / ROWS;
        }
        joint += product / ROWS;
      }
      total += Math.log(joint);
      for (double one : single) {
        total -= Math.log(one);
      }
    }
    return total / ROWS;
  }
}

package org.rdvae.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalQuantileTest {
  /**
   * References from 60-digit arithmetic on the exact value of the double. All three branches (the
   * last begins at 1.39e-11) and both sides of their borders. The lower tail is good to a few units
   * of the last place; the upper one has the same code behind 1 - p, which is exact.
   */
  @ParameterizedTest
  @CsvSource({
    "0.5, 0",
    "0.25, -0.6744897501960817432",
    "0.075, -1.4395314709384559349",
    "0.074, -1.4466320671589785099",
    "0.025, -1.9599639845400542118",
    "0.001, -3.0902323061678135354",
    "1.1641532182693481e-10, -6.3379577545537892525",
    "1e-10, -6.3613409024040561991",
    "1.3e-11, -6.6676114565107408347",
    "1e-20, -9.2623400897984075796",
    "1e-100, -21.273453560965324294",
    "1e-300, -37.047096299361199237",
    "0.75, 0.6744897501960817432",
    "0.925, 1.4395314709384562291",
    "0.926, 1.446632067158978807",
    "0.975, 1.9599639845400538556",
    "0.999, 3.0902323061678132778"
  })
  void agreesWithKnownValues(double p, double z) {
    assertThat(NormalQuantile.of(p)).isCloseTo(z, within(1e-15 * Math.max(1, Math.abs(z))));
  }

  @Test
  void isOddAroundOneHalfOutToTheLastValueAStreamCanGive() {
    for (double p = 0x1p-33; p < 0.5; p *= 2) {
      assertThat(NormalQuantile.of(1 - p)).as("p = %s", p).isEqualTo(-NormalQuantile.of(p));
    }
  }

  /**
   * The distribution function by Taylor's series, Phi(z) = 1/2 + phi(z) (z + z^3/3 + z^5/(3 5) +
   * ...), which loses no digits for z above 0; up to 3 the slope of the inverse is at most 1/phi(3)
   * = 226, and 226 x 2^-52 is 5e-14.
   */
  @Test
  void undoesTheDistributionFunction() {
    for (double z = 0.01; z < 3; z += 0.01) {
      double term = z;
      double sum = z;
      for (int i = 3; term > 1e-18 * sum; i += 2) {
        term *= z * z / i;
        sum += term;
      }
      double p = 0.5 + Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * sum;

      assertThat(NormalQuantile.of(p)).isCloseTo(z, within(2e-13));
      assertThat(NormalQuantile.of(1 - p)).isCloseTo(-z, within(2e-13));
    }
  }
}

package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LogisticRateTest {

  @Test
  void isTheLogarithmOfADifferenceOfLogisticFunctions() {
    for (double v : new double[] {-3, -1, -0.2, 0, 0.5, 2.75}) {
      for (double logScale : new double[] {-1.5, 0, 1, 3}) {
        double scale = Math.exp(logScale);
        double mass = sigma((v + 0.5) / scale) - sigma((v - 0.5) / scale);
        assertThat(LogisticRate.nats(v, logScale)).isCloseTo(-Math.log(mass), within(1e-10));
      }
    }
  }

  @Test
  void isRightWhereTheDifferenceItselfWouldBeNothing() {
    // Far out P is nearly e^-(v - 1/2)/s (1 - e^-1/s).
    double expected = (1000 - 0.5) - Math.log(1 - Math.exp(-1));
    assertThat(LogisticRate.nats(1000, 0)).isCloseTo(expected, within(1e-9));
    assertThat(LogisticRate.nats(-1000, 0)).isCloseTo(expected, within(1e-9));
  }

  @Test
  void theProbabilitiesOfAllIntegersSumToOne() {
    double sum = 0;
    for (int k = -400; k <= 400; k++) {
      sum += Math.exp(-LogisticRate.nats(k - 0.37, 2));
    }
    assertThat(sum).isCloseTo(1, within(1e-12));
  }

  private static double sigma(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}

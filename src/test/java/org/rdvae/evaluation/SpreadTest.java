package org.rdvae.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void isMeanAndDeviationOfTheSample() {
    Spread spread = Spread.of(2, 4, 4, 4, 5, 5, 7, 9);
    assertThat(spread.count()).isEqualTo(8);
    assertThat(spread.mean()).isEqualTo(5);
    assertThat(spread.standardDeviation()).isCloseTo(Math.sqrt(32.0 / 7), within(1e-15));
    assertThat(spread.standardError()).isCloseTo(Math.sqrt(32.0 / 7 / 8), within(1e-15));
  }

  @Test
  void ofOneNumberHasNoDeviation() {
    Spread spread = Spread.of(-3);
    assertThat(spread.mean()).isEqualTo(-3);
    assertThat(spread.standardDeviation()).isNaN();
    assertThat(spread.standardError()).isNaN();
  }

  @Test
  void ofNothingHasNoMean() {
    assertThat(Spread.of().count()).isZero();
    assertThat(Spread.of().mean()).isNaN();
  }
}

package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FixedExponentialTest {
  private final Random random = new Random(4);

  @Test
  void powersAreRightToSixDigits() {
    for (int i = 0; i < 10_000; i++) {
      long x = random.nextInt(16 << 20) - (8L << 20);
      assertThat(FixedExponential.exp(x, 36) / 0x1p36)
          .isCloseTo(Math.exp(x / 0x1p20), withinPercentage(2e-4));
    }
  }

  @Test
  void theArgumentIsHeldWithinEleven() {
    assertThat(FixedExponential.exp(1L << 40) / 0x1p16)
        .isCloseTo(Math.exp(11), withinPercentage(1e-3));
    assertThat(FixedExponential.exp(-1L << 40)).isEqualTo(1);
  }

  @Test
  void logarithmsAreRightToSixDigits() {
    for (int i = 0; i < 10_000; i++) {
      long value = 1 + (random.nextLong() >>> (1 + random.nextInt(60)));
      assertThat(FixedExponential.log2(value, 20) / 0x1p20)
          .isCloseTo(Math.log(value / 0x1p20) / Math.log(2), within(2e-6));
    }
  }
}

package org.rdvae.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HalfPrecisionTest {
  private static final int INFINITY = 0x7c00;

  @Test
  void everyNumberOfSixteenBitsIsWhatTheStandardSaysAndComesBack() {
    for (int bits = 0; bits <= 0xffff; bits++) {
      int exponent = (bits >> 10) & 31;
      int significand = bits & 1023;
      double size =
          exponent == 0
              ? significand * 0x1p-24
              : Math.scalb(1 + significand * 0x1p-10, exponent - 15);
      float found = HalfPrecision.toFloat((short) bits);
      if (exponent == 31) {
        assertThat(Float.isNaN(found)).isEqualTo(significand != 0);
        assertThat(Float.isInfinite(found)).isEqualTo(significand == 0);
      } else {
        assertThat((double) found).isEqualTo(bits >= 0x8000 ? -size : size);
      }
      if (exponent != 31 || significand == 0) {
        assertThat(HalfPrecision.of(found)).isEqualTo((short) bits);
        assertThat(1 / found > 0 || found > 0).isEqualTo(bits < 0x8000);
      }
    }
  }

  /** Between neighbours, their middle included, which goes to the even one. */
  @Test
  void roundsToTheNearest() {
    Random random = new Random(1);
    for (int bits = 0; bits < INFINITY - 1; bits++) {
      float low = HalfPrecision.toFloat((short) bits);
      float high = HalfPrecision.toFloat((short) (bits + 1));
      float middle = (low + high) / 2;
      int even = bits + (bits & 1);
      assertThat(HalfPrecision.of(middle)).isEqualTo((short) even);
      assertThat(HalfPrecision.of(-middle)).isEqualTo((short) (even | 0x8000));
      assertThat(HalfPrecision.of(Math.nextDown(middle))).isEqualTo((short) bits);
      assertThat(HalfPrecision.of(Math.nextUp(middle))).isEqualTo((short) (bits + 1));
      float between = low + (high - low) * random.nextFloat();
      assertThat(HalfPrecision.of(between))
          .isEqualTo((short) (between == middle ? even : between < middle ? bits : bits + 1));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "65519.996, 65504",
    "65520, Infinity",
    "1e30, Infinity",
    "1e-30, 0",
    "Infinity, Infinity"
  })
  void endsAtTheLargestNumber(float value, float expected) {
    assertThat(HalfPrecision.toFloat(HalfPrecision.of(value))).isEqualTo(expected);
    assertThat(HalfPrecision.toFloat(HalfPrecision.of(-value))).isEqualTo(-expected);
  }

  @Test
  void keepsNotANumber() {
    assertThat(HalfPrecision.toFloat(HalfPrecision.of(Float.NaN))).isNaN();
    assertThat(HalfPrecision.toFloat(HalfPrecision.of(Float.intBitsToFloat(0x7f800001)))).isNaN();
  }
}

package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrequencyRoundingTest {
  @Test
  void exactMultiplesStayAsTheyAre() {
    assertThat(FrequencyRounding.withEscape(new double[] {0.5, 0.25, 0.125}))
        .containsExactly(32768, 16384, 8192, 8192);
  }

  @Test
  void nothingGetsNoFrequency() {
    int[] frequencies = FrequencyRounding.withEscape(new double[] {0, 1, 0});
    assertThat(frequencies).containsExactly(1, 65533, 1, 1);
    assertThat(FrequencyRounding.withEscape(new double[60_000])).contains(5536).hasSize(60_001);
    assertThat(IntStream.of(FrequencyRounding.withEscape(new double[60_000])).min()).hasValue(1);
  }

  @Test
  void sumsUpAndCostsNextToNothing() {
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      double[] masses = new double[1 + random.nextInt(500)];
      double sum = 1e-4;
      for (int k = 0; k < masses.length; k++) {
        masses[k] = StrictMath.exp(-12 * random.nextDouble());
        sum += masses[k];
      }
      double scale = 1 / sum;
      Arrays.setAll(masses, k -> masses[k] * scale);
      int[] frequencies = FrequencyRounding.withEscape(masses);
      assertThat(IntStream.of(frequencies).sum()).isEqualTo(65536);
      assertThat(IntStream.of(frequencies).min().orElseThrow()).isPositive();
      // A symbol rarer than a slot costs the others up to a slot.
      assertThat(divergenceBits(masses, frequencies))
          .as("table %d of %d", i, masses.length)
          .isBetween(0.0, masses.length * 1.5 / 65536);
    }
  }

  @Test
  void noUnitWouldBeBetterElsewhere() {
    double[] masses = {0.3, 0.2, 0.1001, 0.0999, 0.07, 0.03, 3e-5, 2e-5, 1e-9, 0.19};
    int[] frequencies = FrequencyRounding.withEscape(masses);
    double best = divergenceBits(masses, frequencies);
    for (int from = 0; from < masses.length; from++) {
      for (int to = 0; to < masses.length; to++) {
        int[] other = frequencies.clone();
        other[from]--;
        other[to]++;
        if (other[from] > 0) {
          assertThat(divergenceBits(masses, other)).isGreaterThanOrEqualTo(best - 1e-12);
        }
      }
    }
  }

  @Test
  void refusesWhatAreNoProbabilities() {
    assertRefused(new double[] {0.5, -0.1}, "expected masses of 0 or more, found -0.1");
    assertRefused(new double[] {Double.NaN}, "expected masses of 0 or more, found NaN");
    assertRefused(new double[] {0.6, 0.5}, "expected masses with a sum of at most 1, found 1.1");
    assertRefused(new double[0], "expected 1 to 65535 masses, found 0");
    assertRefused(new double[65536], "expected 1 to 65535 masses, found 65536");
  }

  private static void assertRefused(double[] masses, String message) {
    assertThatThrownBy(() -> FrequencyTable.fromProbabilities(0, masses))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  /** What coding by the frequencies costs beyond the entropy. */
  private static double divergenceBits(double[] masses, int[] frequencies) {
    double bits = 0;
    double left = 1;
    for (int i = 0; i < masses.length; i++) {
      left -= masses[i];
      bits += cost(masses[i], frequencies[i]);
    }
    return bits + cost(Math.max(0, left), frequencies[masses.length]);
  }

  private static double cost(double mass, int frequency) {
    return mass == 0 ? 0 : mass * Math.log(mass * RansStep.SLOTS / frequency) / Math.log(2);
  }
}

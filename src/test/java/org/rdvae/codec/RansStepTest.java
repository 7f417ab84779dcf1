package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RansStepTest {
  @Test
  void multiplyingByTheReciprocalIsDividingForEveryFrequency() {
    Random random = new Random(1);
    for (int frequency = 1; frequency <= RansStep.SLOTS; frequency++) {
      long reciprocal = RansStep.reciprocal(frequency);
      int start = random.nextInt(RansStep.SLOTS - frequency + 1);
      int interval = RansStep.interval(start, frequency);
      long end = (long) frequency << 47;
      long multiple = (RansState.LOWEST / frequency + 1 + random.nextInt(1 << 30)) * frequency;
      long[] states = {
        RansState.LOWEST,
        RansState.LOWEST + frequency - 1,
        multiple - 1,
        multiple,
        end / 2 + random.nextInt(),
        end - frequency,
        end - 1
      };
      for (long state : states) {
        if (state >= RansState.LOWEST && state < end) {
          assertThat(RansStep.encode(state, interval, reciprocal))
              .as("frequency %d, state %d", frequency, state)
              .isEqualTo(((state / frequency) << 16) + start + state % frequency);
        }
      }
    }
  }

  @Test
  void aWordLeavesExactlyWhereTheStateWouldGrowTooLarge() {
    for (int frequency : new int[] {1, 2, 3, 255, 256, 65535, 65536}) {
      int interval = RansStep.interval(0, frequency);
      long end = frequency == RansStep.SLOTS ? Long.MAX_VALUE : (long) frequency << 47;
      assertThat(RansStep.wordOut(RansState.LOWEST, interval)).isZero();
      assertThat(RansStep.wordOut(end - 1, interval)).as("frequency %d", frequency).isZero();
      if (frequency < RansStep.SLOTS) {
        assertThat(RansStep.wordOut(end, interval)).isEqualTo(-1);
        assertThat(RansStep.wordOut(Long.MAX_VALUE, interval)).isEqualTo(-1);
      }
    }
  }

  @Test
  void aWordComesInExactlyBelowTheLeastState() {
    assertThat(RansStep.wordIn(RansState.LOWEST)).isZero();
    assertThat(RansStep.wordIn(Long.MAX_VALUE)).isZero();
    assertThat(RansStep.wordIn(RansState.LOWEST - 1)).isEqualTo(-1);
    assertThat(RansStep.refilled(5, -1, 0xFEDC_BA98)).isEqualTo(0x5_FEDC_BA98L);
    assertThat(RansStep.refilled(RansState.LOWEST, 0, 0xFEDC_BA98)).isEqualTo(RansState.LOWEST);
  }
}

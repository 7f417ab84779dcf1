package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrequencyTableTest {
  @Test
  void layersTheSymbolsFromFirstToEscape() {
    FrequencyTable table = FrequencyTable.of(-1, new int[] {100, 65000, 400}, 36);
    assertThat(table.first()).isEqualTo(-1);
    assertThat(table.size()).isEqualTo(3);
    assertThat(table.frequency(1)).isEqualTo(65000);
    assertThat(table.start(0)).isZero();
    assertThat(table.start(2)).isEqualTo(65100);
    assertThat(table.escapeFrequency()).isEqualTo(36);
    assertThat(FrequencyTable.of(0, new int[] {65536}, 0).frequency(0)).isEqualTo(65536);
    assertThat(FrequencyTable.of(0, new int[] {65536}, 0).escapeFrequency()).isZero();
  }

  @Test
  void aSymbolCostsWhatItsFrequencySaysAndAnEscapeTheBitsBehindItToo() {
    FrequencyTable table = FrequencyTable.of(-1, new int[] {128, 65000, 392}, 16);
    assertThat(table.bits(-1)).isCloseTo(9, within(1e-12));
    assertThat(table.bits(0)).isCloseTo(Math.log(65536 / 65000.0) / Math.log(2), within(1e-12));
    // One above the table is the first escape, one below the second, so 0 and 1 more bits.
    assertThat(table.bits(2)).isCloseTo(12 + 6, within(1e-12));
    assertThat(table.bits(-2)).isCloseTo(12 + 6 + 1, within(1e-12));
  }

  @Test
  void findsTheSymbolOfEverySlot() {
    Random random = new Random(1);
    for (int size : new int[] {1, 2, 3, 5, 60, 257, 5000, 65535, 65536}) {
      FrequencyTable table = random(size, random);
      int entry = 0;
      for (int slot = 0; slot < RansStep.SLOTS; slot++) {
        if (slot == RansStep.start(table.interval(entry)) + frequencyOf(table, entry)) {
          entry++;
        }
        if (table.find(slot) != entry) {
          assertThat(table.find(slot)).as("slot %d of %d symbols", slot, size).isEqualTo(entry);
        }
      }
    }
  }

  private static int frequencyOf(FrequencyTable table, int entry) {
    return RansStep.frequency(table.interval(entry));
  }

  /** Cuts the slots at random places. */
  private static FrequencyTable random(int size, Random random) {
    int escape = size < RansStep.SLOTS ? 1 : 0;
    int[] frequencies = new int[size];
    Arrays.fill(frequencies, 1);
    int left = RansStep.SLOTS - size - escape;
    while (left > 0) {
      int more = 1 + random.nextInt(Math.min(left, 1 + RansStep.SLOTS / size));
      frequencies[random.nextInt(size)] += more;
      left -= more;
    }
    return FrequencyTable.of(-size / 2, frequencies, escape);
  }

  @Test
  void refusesWhatIsNoTable() {
    assertRefused(0, new int[] {65535}, 0, "expected frequencies that sum to 65536, found 65535");
    assertRefused(0, new int[] {65535}, 2, "expected frequencies that sum to 65536, found 65537");
    assertRefused(
        5, new int[] {65536, 0}, 0, "expected frequencies of 1 or more, found 0 for symbol 6");
    assertRefused(0, new int[] {65537}, -1, "expected an escape frequency of 0 or more, found -1");
    assertRefused(
        0, new int[0], 65536, "expected one or more symbols that are ints, found 0 from 0");
    assertRefused(
        Integer.MAX_VALUE,
        new int[] {1, 65535},
        0,
        "expected one or more symbols that are ints, found 2 from 2147483647");
    int[] overflowing = new int[65537];
    Arrays.fill(overflowing, Integer.MAX_VALUE);
    assertRefused(
        0, overflowing, 0, "expected frequencies that sum to 65536, found 140739635773439");
  }

  private static void assertRefused(int first, int[] frequencies, int escape, String message) {
    assertThatThrownBy(() -> FrequencyTable.of(first, frequencies, escape))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}

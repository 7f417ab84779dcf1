package org.rdvae.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.rdvae.codec.BadCodeException;
import org.rdvae.codec.FrequencyTable;
import org.rdvae.codec.RansDecoder;
import org.rdvae.codec.RansEncoder;

/**
 * Any frequencies as a table: refused, or one that fills its 65536 slots. Any bytes as symbols
 * coded by it: refused, or what the encoder would have written for the symbols that come out.
 */
class TablesFuzzTest {
  private static final int MOST_ENTRIES = 300;
  private static final int MOST_SYMBOLS = 500;

  @FuzzTest
  void frequencies(FuzzedDataProvider data) {
    int first = data.consumeInt();
    int[] frequencies = data.consumeInts(data.consumeInt(0, MOST_ENTRIES));
    int escape = data.consumeInt();
    try {
      requireFull(FrequencyTable.of(first, frequencies, escape));
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("expected ");
    }
  }

  @FuzzTest
  void symbols(FuzzedDataProvider data) {
    FrequencyTable table = table(data);
    requireFull(table);
    int[] symbols = new int[data.consumeInt(0, MOST_SYMBOLS)];
    byte[] message = data.consumeRemainingAsBytes();
    byte[] indexes = new byte[symbols.length];
    FrequencyTable[] tables = {table};
    try {
      RansDecoder decoder = new RansDecoder(message);
      decoder.get(symbols, indexes, tables);
      decoder.finish();
    } catch (BadCodeException e) {
      assertThat(e).hasMessageMatching(".*[a-z].*");
      return;
    }
    RansEncoder encoder = new RansEncoder();
    encoder.put(symbols, indexes, tables);
    assertThat(encoder.finish()).isEqualTo(message);
  }

  private static FrequencyTable table(FuzzedDataProvider data) {
    double[] masses = new double[data.consumeInt(1, MOST_ENTRIES)];
    double sum = 0;
    for (int i = 0; i < masses.length; i++) {
      masses[i] = 1 + data.consumeInt(0, 1 << 20);
      sum += masses[i];
    }
    sum += data.consumeInt(0, 1 << 20);
    for (int i = 0; i < masses.length; i++) {
      masses[i] /= sum;
    }
    int first = data.consumeInt(Integer.MIN_VALUE, Integer.MAX_VALUE - MOST_ENTRIES);
    return FrequencyTable.fromProbabilities(first, masses);
  }

  private static void requireFull(FrequencyTable table) {
    int end = 0;
    for (int i = 0; i < table.size(); i++) {
      assertThat(table.start(i)).isEqualTo(end);
      assertThat(table.frequency(i)).isPositive();
      end += table.frequency(i);
    }
    assertThat(end + table.escapeFrequency()).isEqualTo(1 << 16);
  }
}

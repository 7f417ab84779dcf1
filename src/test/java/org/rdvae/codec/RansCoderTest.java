package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RansCoderTest {
  private static final FrequencyTable[] SCALES = TestTables.scales(64);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 31, 1000, 65537})
  void decodesInOrderWhatWasEncoded(int count) {
    Random random = new Random(count);
    byte[] indexes = TestTables.indexes(count, SCALES.length, random);
    int[] symbols = TestTables.draw(indexes, SCALES, random);
    roundTrip(symbols, indexes, SCALES);
  }

  @Test
  void anEmptyMessageTakesTwoBytes() {
    byte[] message = new RansEncoder().finish();
    assertThat(message).containsExactly(0, 0);
    new RansDecoder(message).finish();
  }

  @Test
  void theOnlySymbolOfATableCostsNothing() {
    FrequencyTable certain = FrequencyTable.of(42, new int[] {RansStep.SLOTS}, 0);
    int[] symbols = new int[1001];
    Arrays.fill(symbols, 42);
    byte[] indexes = new byte[symbols.length];
    FrequencyTable[] tables = {certain};
    assertThat(roundTrip(symbols, indexes, tables)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -70_000, -3, -1, 0, 5, 90_000, Integer.MAX_VALUE - 2})
  void anyIntCanEscape(int first) {
    FrequencyTable table = FrequencyTable.of(first, new int[] {65000, 500, 35}, 1);
    FrequencyTable[] tables = {table};
    Random random = new Random(first);
    int[] symbols = new int[3000];
    int[] edges = {
      Integer.MIN_VALUE, Integer.MIN_VALUE + 1, -1, 0, 1, Integer.MAX_VALUE - 1, Integer.MAX_VALUE
    };
    for (int i = 0; i < symbols.length; i++) {
      symbols[i] =
          switch (random.nextInt(4)) {
            case 0 -> first + random.nextInt(3);
            case 1 -> first - 20 + random.nextInt(40);
            case 2 -> edges[random.nextInt(edges.length)];
            default -> random.nextInt();
          };
    }
    roundTrip(symbols, new byte[symbols.length], tables);
    for (int remainder = 0; remainder < 8; remainder++) {
      int[] few = Arrays.copyOf(symbols, remainder);
      roundTrip(few, new byte[remainder], tables);
    }
  }

  @Test
  void codesWithTwoHundredFiftySixTablesAtOnce() {
    FrequencyTable[] tables = new FrequencyTable[256];
    Arrays.setAll(tables, i -> TestTables.even(i + 1));
    Random random = new Random(5);
    byte[] indexes = TestTables.indexes(50_000, 256, random);
    roundTrip(TestTables.draw(indexes, tables, random), indexes, tables);
  }

  @Test
  void anEncoderIsAsNewOnceFinished() {
    Random random = new Random(6);
    byte[] indexes = TestTables.indexes(500, SCALES.length, random);
    int[] symbols = TestTables.draw(indexes, SCALES, random);
    RansEncoder encoder = new RansEncoder();
    encoder.put(symbols, indexes, SCALES);
    byte[] message = encoder.finish();
    encoder.put(symbols, indexes, SCALES);
    assertThat(encoder.finish()).isEqualTo(message);
  }

  @Test
  void refusesASymbolThatATableWithoutEscapeLacks() {
    RansEncoder encoder = new RansEncoder();
    assertThatThrownBy(() -> encoder.put(TestTables.even(4), 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected a symbol of a table without escape, which has 4 from 0, found 4");
    assertThatThrownBy(() -> encoder.put(new int[2], new byte[3], SCALES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected as many table indexes as symbols, 2, found 3");
  }

  /** All at once and one by one give the same bytes and the same symbols. */
  private static byte[] roundTrip(int[] symbols, byte[] indexes, FrequencyTable[] tables) {
    RansEncoder encoder = new RansEncoder();
    encoder.put(symbols, indexes, tables);
    byte[] message = encoder.finish();
    for (int i = 0; i < symbols.length; i++) {
      encoder.put(tables[indexes[i] & 0xFF], symbols[i]);
    }
    assertThat(encoder.finish()).isEqualTo(message);

    RansDecoder decoder = new RansDecoder(message);
    int[] decoded = new int[symbols.length];
    decoder.get(decoded, indexes, tables);
    decoder.finish();
    assertThat(decoded).isEqualTo(symbols);

    RansDecoder single = new RansDecoder(message);
    for (int i = 0; i < symbols.length; i++) {
      assertThat(single.get(tables[indexes[i] & 0xFF])).as("symbol %d", i).isEqualTo(symbols[i]);
    }
    single.finish();
    return message;
  }
}

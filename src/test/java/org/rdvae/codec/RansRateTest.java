package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Coded bytes against the ideal code length, over {@code rdvae.symbols} symbols altogether: at most
 * 0.1 % and 16 bytes above it for each message, and not below it.
 */
class RansRateTest {
  private static final long SYMBOLS = Long.getLong("rdvae.symbols", 2_000_000);
  private static final int MESSAGE = 100_000;

  static Stream<Arguments> distributions() {
    return Stream.of(
        Arguments.of("64 scales", TestTables.scales(64)),
        Arguments.of("256 scales", TestTables.scales(256)),
        Arguments.of("narrow", tables(TestTables.logistic(0.05))),
        Arguments.of("wide", tables(TestTables.logistic(200))),
        Arguments.of("even bits", tables(TestTables.even(2))),
        Arguments.of("even thirds", tables(TestTables.even(3))),
        Arguments.of("even bytes", tables(TestTables.even(256))),
        Arguments.of("all slots", tables(TestTables.even(65536))),
        Arguments.of("almost certain", tables(FrequencyTable.of(0, new int[] {65535, 1}, 0))),
        Arguments.of("certain", tables(FrequencyTable.of(9, new int[] {65536}, 0))),
        Arguments.of("skewed bits", tables(FrequencyTable.of(0, new int[] {65000, 536}, 0))),
        Arguments.of("geometric", tables(geometric())),
        Arguments.of("uneven", tables(uneven(new Random(1)))),
        Arguments.of("many escapes", tables(FrequencyTable.of(0, new int[] {30000, 5536}, 30000))),
        Arguments.of("rare escapes", tables(FrequencyTable.of(-1, new int[] {1, 65533, 1}, 1))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("distributions")
  void codesWithinATenthOfAPercentAndSixteenBytesOfTheIdeal(String name, FrequencyTable[] tables) {
    Random random = new Random(name.hashCode());
    RansEncoder encoder = new RansEncoder();
    long each = SYMBOLS / distributions().count();
    int message = (int) Math.min(MESSAGE, each);
    for (long done = 0; done < each; done += message) {
      byte[] indexes = TestTables.indexes(message, tables.length, random);
      int[] symbols = TestTables.draw(indexes, tables, random);
      encoder.put(symbols, indexes, tables);
      byte[] bytes = encoder.finish();

      double ideal = TestTables.idealBits(symbols, indexes, tables) / Byte.SIZE;
      assertThat((double) bytes.length)
          .as("symbols from %d of %s", done, name)
          .isBetween(ideal * 0.99999 - 1, ideal * 1.001 + 16);
      int[] decoded = new int[message];
      RansDecoder decoder = new RansDecoder(bytes);
      decoder.get(decoded, indexes, tables);
      decoder.finish();
      assertThat(Arrays.equals(decoded, symbols)).as("decodes from %d of %s", done, name).isTrue();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("distributions")
  void shortMessagesStayWithinSixteenBytes(String name, FrequencyTable[] tables) {
    Random random = new Random(name.hashCode());
    RansEncoder encoder = new RansEncoder();
    for (int length = 0; length < 200; length++) {
      byte[] indexes = TestTables.indexes(length, tables.length, random);
      int[] symbols = TestTables.draw(indexes, tables, random);
      encoder.put(symbols, indexes, tables);
      double ideal = TestTables.idealBits(symbols, indexes, tables) / Byte.SIZE;
      assertThat((double) encoder.finish().length)
          .as("%d symbols of %s", length, name)
          .isBetween(ideal - 1, ideal * 1.001 + 12);
    }
  }

  private static FrequencyTable[] tables(FrequencyTable table) {
    return new FrequencyTable[] {table};
  }

  private static FrequencyTable geometric() {
    double[] masses = new double[16];
    Arrays.setAll(masses, i -> StrictMath.pow(0.5, i + 1));
    return FrequencyTable.fromProbabilities(-8, masses);
  }

  private static FrequencyTable uneven(Random random) {
    double[] masses = new double[700];
    double sum = 0;
    for (int i = 0; i < masses.length; i++) {
      masses[i] = StrictMath.exp(-9 * random.nextDouble());
      sum += masses[i];
    }
    double scale = 0.999 / sum;
    Arrays.setAll(masses, i -> masses[i] * scale);
    return FrequencyTable.fromProbabilities(1000, masses);
  }
}

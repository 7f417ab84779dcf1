package org.rdvae.codec;

import java.util.Arrays;
import java.util.Random;

/** Tables for tests, and symbols that follow them. */
final class TestTables {
  private TestTables() {}

  /** Scales from 0.1 to 64 as a codec has them, wide enough for all but 1e-6 of the symbols. */
  static FrequencyTable[] scales(int count) {
    FrequencyTable[] tables = new FrequencyTable[count];
    for (int i = 0; i < count; i++) {
      tables[i] = logistic(0.1 * StrictMath.pow(640, i / (double) Math.max(1, count - 1)));
    }
    return tables;
  }

  /** A discretised logistic distribution around 0. */
  static FrequencyTable logistic(double scale) {
    int last = (int) StrictMath.ceil(14 * scale);
    double[] masses = new double[2 * last + 1];
    for (int i = 0; i < masses.length; i++) {
      masses[i] = cumulative((i - last + 0.5) / scale) - cumulative((i - last - 0.5) / scale);
    }
    return FrequencyTable.fromProbabilities(-last, masses);
  }

  private static double cumulative(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  /** Equal frequencies but for the last, without escape. */
  static FrequencyTable even(int size) {
    int[] frequencies = new int[size];
    Arrays.fill(frequencies, RansStep.SLOTS / size);
    frequencies[size - 1] += RansStep.SLOTS % size;
    return FrequencyTable.of(0, frequencies, 0);
  }

  /** Draws symbol by symbol from the table that the index says; escapes lie near or far. */
  static int[] draw(byte[] tableIndexes, FrequencyTable[] tables, Random random) {
    int[] symbols = new int[tableIndexes.length];
    for (int i = 0; i < symbols.length; i++) {
      FrequencyTable table = tables[tableIndexes[i] & 0xFF];
      int entry = table.find(random.nextInt(RansStep.SLOTS));
      symbols[i] =
          entry == table.size()
              ? table.first() + table.size() + (random.nextInt() >>> (1 + random.nextInt(30)))
              : table.first() + entry;
    }
    return symbols;
  }

  static byte[] indexes(int count, int tables, Random random) {
    byte[] indexes = new byte[count];
    for (int i = 0; i < count; i++) {
      indexes[i] = (byte) random.nextInt(tables);
    }
    return indexes;
  }

  /** The ideal code length: -log2 of each symbol's probability, in bits. */
  static double idealBits(int[] symbols, byte[] tableIndexes, FrequencyTable[] tables) {
    double bits = 0;
    for (int i = 0; i < symbols.length; i++) {
      FrequencyTable table = tables[tableIndexes[i] & 0xFF];
      long entry = (long) symbols[i] - table.first();
      boolean inside = entry >= 0 && entry < table.size();
      int frequency = inside ? table.frequency((int) entry) : table.escapeFrequency();
      bits += RansStep.PRECISION - Math.log(frequency) / Math.log(2);
      if (!inside) {
        long distance = entry < 0 ? -2 * entry : 1 + 2 * (entry - table.size());
        bits += 6 + Long.SIZE - 1 - Long.numberOfLeadingZeros(distance);
      }
    }
    return bits;
  }
}

package org.rdvae.codec;

/**
 * Any integer outside a table, coded after the table's escape. Its distance from the table's range,
 * to either side in turn, makes e = 1, 2, 3, ...:
 *
 * <pre>
 *   e = 2 (symbol - last) - 1   above        e = 2 (first - symbol)   below
 * </pre>
 *
 * <p>and e is coded by steps of evenly spread bits: 6 bits for n = floor(log2 e), then the n lowest
 * bits of e, the 16 lowest first.
 */
final class Escape {
  private static final int LENGTH_BITS = 6;

  /** Both ends of the ints are less than 2^32 from any range, and e below 2^33. */
  private static final int MOST_LENGTH = 32;

  private Escape() {}

  static void put(RansEncoder encoder, FrequencyTable table, int symbol) {
    long distance = distance(table, symbol);
    int length = length(distance);
    encoder.putBits(length, LENGTH_BITS);
    for (int done = 0; done < length; done += RansStep.PRECISION) {
      int bits = Math.min(RansStep.PRECISION, length - done);
      encoder.putBits((int) (distance >>> done) & ((1 << bits) - 1), bits);
    }
  }

  /** How many bits follow a table's escape for a symbol outside of it. */
  static int bits(FrequencyTable table, int symbol) {
    return LENGTH_BITS + length(distance(table, symbol));
  }

  private static long distance(FrequencyTable table, int symbol) {
    long below = table.first() - (long) symbol;
    return below > 0 ? 2 * below : -2 * (below + table.size()) + 1;
  }

  private static int length(long distance) {
    return Long.SIZE - 1 - Long.numberOfLeadingZeros(distance);
  }

  static int get(RansDecoder decoder, FrequencyTable table) {
    int length = decoder.getBits(LENGTH_BITS);
    if (length > MOST_LENGTH) {
      throw new BadCodeException("an escape of " + length + " bits is no int");
    }
    long distance = 1L << length;
    for (int done = 0; done < length; done += RansStep.PRECISION) {
      int bits = Math.min(RansStep.PRECISION, length - done);
      distance |= (long) decoder.getBits(bits) << done;
    }
    long symbol =
        distance % 2 == 1
            ? (long) table.first() + table.size() + distance / 2
            : table.first() - distance / 2;
    if (symbol != (int) symbol) {
      throw new BadCodeException("an escape to " + symbol + " is no int");
    }
    return (int) symbol;
  }
}

package org.rdvae.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Codes a message of symbols, each by a table, into bytes that {@link RansDecoder} reads in the
 * same order: asymmetric numeral system (rANS) with a state of 64 bits that moves words of 32 bits.
 *
 * <p>Steps go to two lanes (states) in turn, so that a processor works on both at once; an escape
 * takes further steps. The decoder undoes steps, hence the encoder collects them and does them
 * backward:
 *
 * <pre>
 *   step          0  1  2  3  4 ...        bytes: lane 0 | lane 1 | words in the decoder's order
 *   lane          0  1  0  1  0 ...
 *   decoder       ----------------&gt;        both lanes end at 2^31
 *   encoder       &lt;----------------        both lanes begin at 2^31
 * </pre>
 *
 * <p>Beyond the ideal code length a message takes at most 11.5 bytes, for the two states, and less
 * than 1e-6 bits a symbol. An instance belongs to one thread. Duda, <i>Asymmetric numeral
 * systems</i>, arXiv:1311.2540; Giesen, <i>Interleaved entropy coders</i>, arXiv:1402.3392.
 */
public final class RansEncoder {
  private int[] intervals = new int[64];
  private long[] reciprocals = new long[64];
  private int count;

  /**
   * The next symbol of the message: any int if the table has an escape, else one of the table's.
   */
  public void put(FrequencyTable table, int symbol) {
    int entry = symbol - table.first();
    if (Integer.compareUnsigned(entry, table.size()) < 0) {
      step(table.interval(entry), table.reciprocal(entry));
    } else {
      if (table.escapeFrequency() == 0) {
        throw new IllegalArgumentException(
            "expected a symbol of a table without escape, which has "
                + table.size()
                + " from "
                + table.first()
                + ", found "
                + symbol);
      }
      step(table.interval(table.size()), table.reciprocal(table.size()));
      Escape.put(this, table, symbol);
    }
  }

  /**
   * The next symbols: symbol i by the table {@code tables[tableIndexes[i] & 255]}.
   *
   * @param tableIndexes as many as symbols
   */
  public void put(int[] symbols, byte[] tableIndexes, FrequencyTable[] tables) {
    checkLengths(symbols, tableIndexes);
    for (int i = 0; i < symbols.length; i++) {
      put(tables[tableIndexes[i] & 0xFF], symbols[i]);
    }
  }

  /** Evenly spread bits, 1 to 16 of them. */
  void putBits(int value, int bits) {
    int frequency = RansStep.SLOTS >>> bits;
    step(RansStep.interval(value * frequency, frequency), RansStep.reciprocal(frequency));
  }

  /** The message; the encoder is then as new. */
  public byte[] finish() {
    long lane = RansState.LOWEST;
    long other = RansState.LOWEST;
    // Words take the place of steps already done: each step gives one at most.
    int words = count;
    for (int i = count - 1; i >= 0; i--) {
      int interval = intervals[i];
      int wordOut = RansStep.wordOut(lane, interval);
      intervals[words - 1] = (int) lane;
      words += wordOut;
      lane >>>= wordOut & Integer.SIZE;
      long done = RansStep.encode(lane, interval, reciprocals[i]);
      lane = other;
      other = done;
    }
    ByteBuffer out =
        ByteBuffer.allocate(
                Math.addExact(
                    2 * VariableLength.MOST_BYTES,
                    Math.multiplyExact(count - words, Integer.BYTES)))
            .order(ByteOrder.LITTLE_ENDIAN);
    RansState.write(out, other);
    RansState.write(out, lane);
    int head = out.position();
    out.asIntBuffer().put(intervals, words, count - words);
    byte[] message = Arrays.copyOf(out.array(), head + (count - words) * Integer.BYTES);
    count = 0;
    return message;
  }

  static void checkLengths(int[] symbols, byte[] tableIndexes) {
    if (symbols.length != tableIndexes.length) {
      throw new IllegalArgumentException(
          "expected as many table indexes as symbols, "
              + symbols.length
              + ", found "
              + tableIndexes.length);
    }
  }

  private void step(int interval, long reciprocal) {
    if (count == intervals.length) {
      int more = Math.addExact(count, count >> 1);
      intervals = Arrays.copyOf(intervals, more);
      reciprocals = Arrays.copyOf(reciprocals, more);
    }
    intervals[count] = interval;
    reciprocals[count] = reciprocal;
    count++;
  }
}

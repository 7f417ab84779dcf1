package org.rdvae.codec;

import java.util.Arrays;

/**
 * The probabilities of the integers first to last in units of 2^-16, all of them positive, and of
 * an escape for the integers outside; together they fill the 2^16 slots without a gap, first first,
 * escape last. A table without escape (frequency 0) codes nothing outside.
 *
 * <p>Only integers decide here, so that a table read back from a checkpoint codes alike everywhere.
 *
 * <p>Decoding finds the symbol of a slot from the slot's high bits, which give the symbol at the
 * beginning of a bucket of slots, and steps on from there: with four buckets a symbol that is an
 * eighth of a step on average. It reads 1.5 KB of a table of 100 symbols, where a list of all slots
 * would have 128 KB and 64 of them would not stay in a core's cache.
 */
public final class FrequencyTable {
  private static final int BUCKETS_BITS_MORE = 2;

  private final int first;
  private final int size;
  private final int[] intervals;
  private final long[] reciprocals;
  private final char[] buckets;
  private final int bucketShift;

  private FrequencyTable(int first, int[] frequencies, int escapeFrequency) {
    this.first = first;
    size = frequencies.length;
    int entries = escapeFrequency == 0 ? size : size + 1;
    intervals = new int[entries];
    reciprocals = new long[entries];
    int start = 0;
    for (int i = 0; i < entries; i++) {
      int frequency = i < size ? frequencies[i] : escapeFrequency;
      intervals[i] = RansStep.interval(start, frequency);
      reciprocals[i] = RansStep.reciprocal(frequency);
      start += frequency;
    }
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(entries - 1) + BUCKETS_BITS_MORE;
    bucketShift = Math.max(0, RansStep.PRECISION - bits);
    buckets = new char[RansStep.SLOTS >>> bucketShift];
    int entry = 0;
    for (int bucket = 0; bucket < buckets.length; bucket++) {
      while (!RansStep.holds(intervals[entry], bucket << bucketShift)) {
        entry++;
      }
      buckets[bucket] = (char) entry;
    }
  }

  /**
   * The table of these frequencies, which with the escape's sum to 65536.
   *
   * @param frequencies of first, first + 1, ...: at least one, each at least 1
   * @param escapeFrequency of all other integers together; 0 if there are none
   */
  public static FrequencyTable of(int first, int[] frequencies, int escapeFrequency) {
    if (frequencies.length == 0 || first > Integer.MAX_VALUE - (frequencies.length - 1)) {
      throw new IllegalArgumentException(
          "expected one or more symbols that are ints, found "
              + frequencies.length
              + " from "
              + first);
    }
    if (escapeFrequency < 0) {
      throw new IllegalArgumentException(
          "expected an escape frequency of 0 or more, found " + escapeFrequency);
    }
    long sum = escapeFrequency;
    for (int i = 0; i < frequencies.length; i++) {
      if (frequencies[i] < 1) {
        throw new IllegalArgumentException(
            "expected frequencies of 1 or more, found "
                + frequencies[i]
                + " for symbol "
                + (first + i));
      }
      sum += frequencies[i];
    }
    if (sum != RansStep.SLOTS) {
      throw new IllegalArgumentException(
          "expected frequencies that sum to " + RansStep.SLOTS + ", found " + sum);
    }
    return new FrequencyTable(first, frequencies, escapeFrequency);
  }

  /**
   * The table whose frequencies are nearest to probabilities; what they leave of 1 is the escape's.
   * The same numbers give the same table everywhere; a table that files depend on is kept all the
   * same. Each frequency is at least 1: every far-off symbol takes 1.5e-5 from the others.
   *
   * @param masses of first, first + 1, ...: not negative, with a sum of at most 1 (to 1e-6)
   */
  public static FrequencyTable fromProbabilities(int first, double[] masses) {
    int[] frequencies = FrequencyRounding.withEscape(masses);
    int[] inside = Arrays.copyOf(frequencies, masses.length);
    return of(first, inside, frequencies[masses.length]);
  }

  /** The least symbol that is no escape. */
  public int first() {
    return first;
  }

  /** How many symbols are no escapes. */
  public int size() {
    return size;
  }

  /** Of symbol first + i, in 1 to 65536. */
  public int frequency(int i) {
    return RansStep.frequency(intervals[i]);
  }

  /** Of symbol first + i: the sum of the frequencies before. */
  public int start(int i) {
    return RansStep.start(intervals[i]);
  }

  /** 0 if the table has no escape. */
  public int escapeFrequency() {
    return size == intervals.length ? 0 : frequency(size);
  }

  /**
   * What a symbol costs by this table, in bits: −log2 of its frequency over 2^16, and for one
   * outside the escape's and the bits behind it.
   */
  double bits(int symbol) {
    int entry = symbol - first;
    if (Integer.compareUnsigned(entry, size) < 0) {
      return bitsOf(frequency(entry));
    }
    return bitsOf(escapeFrequency()) + Escape.bits(this, symbol);
  }

  private static double bitsOf(int frequency) {
    return RansStep.PRECISION - Math.log(frequency) / Math.log(2);
  }

  /** The entry whose interval holds the slot; {@link #size} is the escape's. */
  int find(int slot) {
    int entry = buckets[slot >>> bucketShift];
    while (!RansStep.holds(intervals[entry], slot)) {
      entry++;
    }
    return entry;
  }

  int interval(int entry) {
    return intervals[entry];
  }

  long reciprocal(int entry) {
    return reciprocals[entry];
  }
}

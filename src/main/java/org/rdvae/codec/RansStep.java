package org.rdvae.codec;

/**
 * One step of the coder: the arithmetic that {@link RansEncoder} and {@link RansDecoder} share,
 * each in its direction. A step codes an interval [start, start + frequency) of 2^16 slots and
 * takes the state x, in [2^31, 2^63), to
 *
 * <pre>
 *   encode   word out if x &gt;= frequency 2^47;  x = (x / frequency) 2^16 + start + x % frequency
 *   decode   slot = x % 2^16;  x = frequency (x / 2^16) + slot - start;  word in if x &lt; 2^31
 * </pre>
 *
 * <p>An interval is kept as one int, start 2^16 + frequency - 1, so that the largest frequency,
 * 2^16, has room.
 *
 * <p>Encoding multiplies by a reciprocal, because a division takes longer than all the rest. With s
 * = ceil(log2 frequency) and r = ceil(2^(63 + s) / frequency), floor(x r / 2^(63 + s)) is the
 * quotient for each x below 2^63: the error, x (r frequency - 2^(63 + s)) / (frequency 2^(63 + s)),
 * is below 2^-s and hence below 1 / frequency. For a frequency of 1 r would be 2^64, which has no
 * room; 2^64 - 1 gives x - 1, and what is missing is added to start.
 */
final class RansStep {
  /** Tables divide the probability into 2^16 slots. */
  static final int PRECISION = 16;

  static final int SLOTS = 1 << PRECISION;

  private static final int SLOT_MASK = SLOTS - 1;

  /** A state of frequency 2^47 or more would leave [2^31, 2^63) in a step. */
  private static final int ROOM = Long.SIZE - 1 - PRECISION;

  private RansStep() {}

  static int interval(int start, int frequency) {
    return start << PRECISION | frequency - 1;
  }

  static int start(int interval) {
    return interval >>> PRECISION;
  }

  static int frequency(int interval) {
    return (interval & SLOT_MASK) + 1;
  }

  static boolean holds(int interval, int slot) {
    return slot - start(interval) <= (interval & SLOT_MASK);
  }

  /** r for a frequency from 1 to 2^16, as an unsigned number. */
  static long reciprocal(int frequency) {
    if (frequency == 1) {
      return -1;
    }
    int shift = Integer.SIZE - Integer.numberOfLeadingZeros(frequency - 1);
    long quotient = Long.divideUnsigned(Long.MIN_VALUE, frequency);
    long remainder = Long.remainderUnsigned(Long.MIN_VALUE, frequency);
    return (quotient << shift) + ((remainder << shift) + frequency - 1) / frequency;
  }

  /** All ones if a word must leave the state before {@link #encode}, else 0. */
  static int wordOut(long state, int interval) {
    return ((interval & SLOT_MASK) - (int) (state >>> ROOM)) >> (Integer.SIZE - 1);
  }

  static long encode(long state, int interval, long reciprocal) {
    int last = interval & SLOT_MASK;
    int shift = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(last | 1);
    // The high half of the unsigned product; as a signed number the reciprocal is 2^64 less.
    long quotient = (Math.multiplyHigh(state, reciprocal) + state) >>> shift;
    int missing = (last - 1) >> (Integer.SIZE - 1) & SLOT_MASK;
    return state + start(interval) + missing + quotient * (SLOT_MASK - last);
  }

  static int slot(long state) {
    return (int) state & SLOT_MASK;
  }

  static long decode(long state, int slot, int interval) {
    return (state >>> PRECISION) * frequency(interval) + slot - start(interval);
  }

  /** All ones if a word must come into the state after {@link #decode}, else 0. */
  static int wordIn(long state) {
    return (int) ((state - RansState.LOWEST) >> (Long.SIZE - 1));
  }

  /** The state with the word if {@code wordIn} is all ones, else as it is; no branch to guess. */
  static long refilled(long state, int wordIn, int word) {
    return state << (wordIn & Integer.SIZE) | Integer.toUnsignedLong(word & wordIn);
  }
}

package org.rdvae.codec;

/**
 * Arithmetic of fixed-point numbers: a whole number v with fraction f stands for v / 2^f. Rounding
 * is to the nearest, a half upwards, and by integers only, so that every machine computes the same.
 */
final class FixedPoint {
  private FixedPoint() {}

  /**
   * v / 2^shift, rounded; a negative shift multiplies. What then needs more than 62 bits stays at
   * ±2^62.
   *
   * @param value of magnitude at most 2^62
   */
  static long rescale(long value, int shift) {
    if (shift > 0) {
      return shift > 62 ? 0 : (value + (1L << (shift - 1))) >> shift;
    }
    int left = -shift;
    if (value == 0 || left == 0) {
      return value;
    }
    if (left >= Long.numberOfLeadingZeros(Math.abs(value)) - 1) {
      return value > 0 ? 1L << 62 : -(1L << 62);
    }
    return value << left;
  }

  /** The nearest int of equal sign, but never the smallest, whose negative there is none of. */
  static int toInt(long value) {
    return (int) Math.max(-Integer.MAX_VALUE, Math.min(Integer.MAX_VALUE, value));
  }

  /** A real number with this fraction, at most ±2^62. */
  static long of(double value, int fraction) {
    double scaled = Math.rint(Math.scalb(value, fraction));
    return (long) Math.max(-0x1p62, Math.min(0x1p62, scaled));
  }

  /** The smallest b with n at most 2^b. */
  static int log2Ceiling(long n) {
    return 64 - Long.numberOfLeadingZeros(n - 1);
  }
}

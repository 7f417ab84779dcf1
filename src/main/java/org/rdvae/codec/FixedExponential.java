package org.rdvae.codec;

/**
 * exp and log2 in fixed point: tables of 1024 entries for mantissas from 1 to 2, made with {@link
 * StrictMath}, with straight lines in between; off by less than 10^-6 of the value, or 10^-6.
 */
final class FixedExponential {
  /** Of what {@link #exp(long)} gives. */
  static final int FRACTION = 16;

  /** Of what {@link #exp(long)} takes and {@link #log2} gives. */
  static final int ARGUMENT_FRACTION = 20;

  private static final int TABLE_BITS = 10;
  private static final int MANTISSA_BITS = 40;
  private static final long LARGEST = 11L << ARGUMENT_FRACTION;
  private static final int PRODUCT_BITS = 30;
  private static final long LOG2_E = Math.round(Math.scalb(1.4426950408889634, PRODUCT_BITS));

  /** ln 2, of fraction 30. */
  static final long LN_2 = Math.round(Math.scalb(0.6931471805599453, PRODUCT_BITS));

  private static final long[] POWERS = new long[(1 << TABLE_BITS) + 1];
  private static final long[] LOGARITHMS = new long[POWERS.length];

  static {
    for (int i = 0; i < POWERS.length; i++) {
      double between = Math.scalb((double) i, -TABLE_BITS);
      POWERS[i] = FixedPoint.of(StrictMath.exp(between * StrictMath.log(2)), MANTISSA_BITS);
      LOGARITHMS[i] = FixedPoint.of(StrictMath.log1p(between) / StrictMath.log(2), MANTISSA_BITS);
    }
  }

  private FixedExponential() {}

  /** exp of a number held between -11 and 11. */
  static long exp(long x) {
    return exp(Math.max(-LARGEST, Math.min(LARGEST, x)), FRACTION);
  }

  /** exp with this fraction, at most 40, where it fits. */
  static long exp(long x, int fraction) {
    long log2 = (x * LOG2_E) >> PRODUCT_BITS;
    return power(log2, fraction);
  }

  /** 2^x with this fraction. */
  static long power(long x, int fraction) {
    int whole = (int) (x >> ARGUMENT_FRACTION);
    int betweenBits = ARGUMENT_FRACTION - TABLE_BITS;
    int index = (int) (x >> betweenBits) & ((1 << TABLE_BITS) - 1);
    long mantissa = line(POWERS, index, x & ((1 << betweenBits) - 1), betweenBits);
    return FixedPoint.rescale(mantissa, MANTISSA_BITS - fraction - whole);
  }

  /** log2 of a positive number of this fraction. */
  static long log2(long value, int fraction) {
    int high = 63 - Long.numberOfLeadingZeros(value);
    long mantissa = FixedPoint.rescale(value, high - MANTISSA_BITS) - (1L << MANTISSA_BITS);
    int betweenBits = MANTISSA_BITS - TABLE_BITS;
    int index = (int) Math.min(mantissa >> betweenBits, (1 << TABLE_BITS) - 1);
    // Coarser, for the product.
    long between = (mantissa - ((long) index << betweenBits)) >> TABLE_BITS;
    long log = line(LOGARITHMS, index, between, betweenBits - TABLE_BITS);
    return ((long) (high - fraction) << ARGUMENT_FRACTION)
        + FixedPoint.rescale(log, MANTISSA_BITS - ARGUMENT_FRACTION);
  }

  private static long line(long[] table, int index, long between, int betweenBits) {
    long rise = table[index + 1] - table[index];
    return table[index] + ((rise * between) >> betweenBits);
  }
}

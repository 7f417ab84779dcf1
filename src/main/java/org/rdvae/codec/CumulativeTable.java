package org.rdvae.codec;

/**
 * The cumulative distribution function F of a standard distribution as a table of integers, with
 * straight lines between neighbouring entries; and its inverse. Beyond the table F is 0 and 1.
 *
 * <p>Entries are made in double arithmetic, which Java defines to the last bit, with the
 * exponential of {@link StrictMath}; reading them takes integers only.
 */
final class CumulativeTable {
  /** Of a value of F: 2^40 is 1. */
  static final int MASS_BITS = 40;

  /** Of an argument of F. */
  static final int FRACTION = 24;

  /** The normal distribution, 512 entries to the unit from -8 to 8. */
  static final CumulativeTable NORMAL = new CumulativeTable(8, 9, normal(8, 9));

  /** The logistic distribution, 256 entries to the unit from -16 to 16. */
  static final CumulativeTable LOGISTIC = new CumulativeTable(16, 8, logistic(16, 8));

  private final int stepBits;
  private final long range;
  private final double[] real;
  private final long[] masses;

  private CumulativeTable(int range, int stepBits, double[] real) {
    this.stepBits = stepBits;
    this.range = (long) range << FRACTION;
    this.real = real;
    masses = new long[real.length];
    for (int i = 1; i < real.length; i++) {
      masses[i] = FixedPoint.of(real[i], MASS_BITS);
    }
    masses[0] = 0;
    masses[real.length - 1] = 1L << MASS_BITS;
  }

  /** Φ by Simpson's rule, from the left end to the middle so that small masses are small sums. */
  private static double[] normal(int range, int stepBits) {
    int middle = range << stepBits;
    double step = Math.scalb(1.0, -stepBits);
    double[] sums = new double[2 * middle + 1];
    for (int i = 1; i <= middle; i++) {
      double x = (i - 1) * step - range;
      sums[i] = sums[i - 1] + bell(x) + 4 * bell(x + step / 2) + bell(x + step);
    }
    double all = 2 * sums[middle];
    for (int i = 0; i <= middle; i++) {
      sums[i] /= all;
      sums[2 * middle - i] = 1 - sums[i];
    }
    return sums;
  }

  private static double bell(double x) {
    return StrictMath.exp(-x * x / 2);
  }

  private static double[] logistic(int range, int stepBits) {
    double[] values = new double[((2 * range) << stepBits) + 1];
    for (int i = 0; i < values.length; i++) {
      values[i] = 1 / (1 + StrictMath.exp(range - Math.scalb((double) i, -stepBits)));
    }
    return values;
  }

  /** F of one of the table's arguments, or of the nearest end. */
  double real(double x) {
    double place = Math.scalb(x, stepBits) + (real.length >> 1);
    return real[(int) Math.max(0, Math.min(real.length - 1, place))];
  }

  /** F(x) 2^40 of an x of fraction 24; it never falls as x grows. */
  long mass(long x) {
    long place = x + range;
    if (place <= 0) {
      return 0;
    }
    int betweenBits = FRACTION - stepBits;
    long index = place >> betweenBits;
    if (index >= masses.length - 1) {
      return 1L << MASS_BITS;
    }
    long between = place & ((1L << betweenBits) - 1);
    long below = masses[(int) index];
    return below + (((masses[(int) index + 1] - below) * between) >> betweenBits);
  }

  /** F((x - mean) / scale) 2^40, given 1 / scale with {@link FixedExponential#FRACTION}. */
  long mass(long x, long mean, long inverseScale) {
    // Sixteen units are far beyond any table, and small enough for the product.
    long most = 16L << FRACTION;
    long distance = Math.max(-most, Math.min(most, x - mean));
    return mass(FixedPoint.rescale(distance * inverseScale, FixedExponential.FRACTION));
  }

  /** The x, of fraction 24, of a mass where entries differ: from 2^-20 to 1 - 2^-20 of all. */
  long quantile(long mass) {
    int low = 0;
    int high = masses.length - 1;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (masses[middle] <= mass) {
        low = middle;
      } else {
        high = middle;
      }
    }
    int betweenBits = FRACTION - stepBits;
    long between = ((mass - masses[low]) << betweenBits) / (masses[high] - masses[low]);
    return ((long) low << betweenBits) + between - range;
  }
}

package org.rdvae.training;

import java.util.Arrays;

/**
 * The sum of the squares of many numbers.
 *
 * <p>Float sums in {@link #LANES} places, which are added in double at the end: the compiler may
 * not reorder a single float sum into vectors, and only makes vectors where all arrays share one
 * index, so each strip of the numbers is first copied to index 0.
 */
final class SumOfSquares {
  private static final int LANES = 512;

  private final float[] strip = new float[LANES];
  private final float[] sums = new float[LANES];

  static SumOfSquares[] forEach(Crew crew) {
    SumOfSquares[] sums = new SumOfSquares[crew.size()];
    Arrays.setAll(sums, member -> new SumOfSquares());
    return sums;
  }

  /** Of the first {@code count} values; not finite if any of them is not. */
  double of(float[] values, int count) {
    Arrays.fill(sums, 0);
    for (int from = 0; from < count; from += LANES) {
      int some = Math.min(LANES, count - from);
      System.arraycopy(values, from, strip, 0, some);
      add(strip, sums, some);
    }
    // Four sums, because each addition waits for the one before it.
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    for (int i = 0; i < LANES; i += 4) {
      first += sums[i];
      second += sums[i + 1];
      third += sums[i + 2];
      fourth += sums[i + 3];
    }
    return first + second + (third + fourth);
  }

  private static void add(float[] values, float[] sums, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] += values[i] * values[i];
    }
  }

  /** Adds up some results in their order. */
  static double total(double[] squares, int from, int to) {
    double total = 0;
    for (int i = from; i < to; i++) {
      total += squares[i];
    }
    return total;
  }
}

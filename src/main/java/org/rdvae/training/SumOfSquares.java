package org.rdvae.training;

import java.util.Arrays;

/**
 * Adds up the squares of many numbers, a piece of a {@link ChunkedVector} at a time.
 *
 * <p>As many independent sums as a piece has places: the compiler may not reorder a single float
 * sum into vectors. They are added in double at the end.
 */
final class SumOfSquares {
  private final float[] sums = new float[ChunkedVector.CHUNK];
  private int used;

  /** Adds the squares of the first {@code count} values, at most a piece. */
  void add(float[] values, int count) {
    used = Math.max(used, count);
    add(values, sums, count);
  }

  private static void add(float[] values, float[] sums, int count) {
    for (int i = 0; i < count; i++) {
      sums[i] += values[i] * values[i];
    }
  }

  /** The sum, not finite if any number was not; begins again with 0. */
  double take() {
    double even = 0;
    double odd = 0;
    // What lies beyond the used places is zero.
    for (int i = 0; i < used; i += 2) {
      even += sums[i];
      odd += sums[i + 1];
    }
    Arrays.fill(sums, 0, used, 0);
    used = 0;
    return even + odd;
  }
}

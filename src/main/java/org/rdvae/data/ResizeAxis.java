package org.rdvae.data;

import java.util.Arrays;

/**
 * The weights by which one axis of a picture is resampled: pixel i of the result is
 *
 * <pre>
 *   sum over k of weights[i][k] * picture[first[i] + k],    with weights that add up to 1.
 * </pre>
 *
 * <p>Shrinking takes the mean over the area that a pixel of the result covers, in which pixels at
 * its edges count with the fraction that is covered; it keeps the mean brightness and lets no
 * pattern finer than the result through as a coarser one. Enlarging interpolates linearly between
 * the centres of the two nearest pixels. Without scaling both leave the picture as it is.
 */
record ResizeAxis(int[] first, float[][] weights) {
  /** Edges that differ from a whole pixel by rounding only take no weight. */
  private static final double NEGLIGIBLE = 1e-6;

  /** Resamples a stretch of an axis with {@code length} pixels. */
  static ResizeAxis of(ResizeSpan span, int length) {
    int target = span.targetLength();
    int[] first = new int[target];
    float[][] weights = new float[target][];
    for (int i = 0; i < target; i++) {
      double from = span.start() + i * span.extent() / target;
      double to = span.start() + (i + 1) * span.extent() / target;
      if (span.extent() < target) {
        // The hat function around the centre, whose area is that of two pixels.
        double left = (from + to) / 2 - 0.5;
        first[i] = (int) clamp(Math.floor(left), length);
        weights[i] = interpolation(left, first[i], length);
      } else {
        first[i] = (int) clamp(Math.floor(from + NEGLIGIBLE), length);
        weights[i] = mean(from, to, first[i], length);
      }
    }
    return new ResizeAxis(first, weights);
  }

  private static float[] interpolation(double left, int first, int length) {
    double fraction = Math.max(0, left - first);
    return fraction < NEGLIGIBLE || first + 1 == length
        ? new float[] {1}
        : new float[] {(float) (1 - fraction), (float) fraction};
  }

  private static float[] mean(double from, double to, int first, int length) {
    int last = (int) clamp(Math.ceil(to - NEGLIGIBLE) - 1, length);
    double[] covered = new double[last - first + 1];
    for (int k = 0; k < covered.length; k++) {
      covered[k] = Math.min(to, first + k + 1) - Math.max(from, first + k);
    }
    double sum = Arrays.stream(covered).sum();
    float[] weights = new float[covered.length];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = (float) (covered[k] / sum);
    }
    return weights;
  }

  private static double clamp(double pixel, int length) {
    return Math.min(Math.max(pixel, 0), length - 1);
  }

  int length() {
    return first.length;
  }

  /** One more than the last pixel of the picture that pixel i of the result needs. */
  int end(int i) {
    return first[i] + weights[i].length;
  }
}

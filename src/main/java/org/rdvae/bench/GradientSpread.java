package org.rdvae.bench;

import org.rdvae.tensor.Tensor;

/**
 * Mean and sum of squared deviations of some elements of a vector that is seen many times, each
 * updated by every new value, because the difference of two sums of squares keeps no digits where
 * the variance is small.
 *
 * <p>Welford, Technometrics 4, 1962.
 */
final class GradientSpread {
  private final int[] places;
  private final double[] means;
  private final double[] deviations;
  private float[] values = {};
  private int count;

  GradientSpread(int[] places) {
    this.places = places;
    means = new double[places.length];
    deviations = new double[places.length];
  }

  void add(Tensor vector) {
    if (values.length == 0) {
      values = new float[Math.toIntExact(vector.size())];
    }
    vector.read(values);
    count++;
    for (int i = 0; i < places.length; i++) {
      double value = values[places[i]];
      double difference = value - means[i];
      means[i] += difference / count;
      deviations[i] += difference * (value - means[i]);
    }
  }

  /** The variance of an element, averaged over the elements. */
  double meanVariance() {
    double sum = 0;
    for (double deviation : deviations) {
      sum += deviation;
    }
    return sum / (count - 1) / places.length;
  }
}

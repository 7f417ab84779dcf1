package org.rdvae.training;

/**
 * The mean of vectors by integer weights, in double: that of one vector, or of equal ones, is that
 * vector to the bit, and the order in which others are added is the only thing that rounding
 * depends on.
 */
public final class WeightedMean {
  private final double[] sum;
  private long weights;

  public WeightedMean(int size) {
    sum = new double[size];
  }

  /** Adds a vector; with weight 0 it is not looked at. */
  public void add(float[] values, int weight) {
    if (weight == 0) {
      return;
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] += (double) weight * values[i];
    }
    weights += weight;
  }

  /** The mean of what was added. */
  public float[] values() {
    float[] mean = new float[sum.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sum[i] / weights);
    }
    return mean;
  }
}

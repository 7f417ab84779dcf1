package org.rdvae.training;

/**
 * A running mean of the parameters over the updates, which often scores better than the parameters
 * of any one update; running statistics are averaged by the same formula:
 *
 * <pre>
 * a = d a + (1 - d) p,  d = min(decay, (1 + t) / (10 + t)) after the t-th update
 * </pre>
 *
 * <p>It starts as a copy of the parameters. The smaller decay of the first updates makes it forget
 * them soon, in place of a bias correction. Polyak and Juditsky, Acceleration of Stochastic
 * Approximation by Averaging, 1992; the ramp is that of TensorFlow's ExponentialMovingAverage.
 */
final class ParameterAverage {
  private final double decay;
  private final ChunkedVector average;
  private float rest;

  ParameterAverage(double decay, ChunkedVector average) {
    this.decay = decay;
    this.average = average;
  }

  /**
   * Prepares an update.
   *
   * @param update its number, from 1
   */
  void begin(long update) {
    rest = (float) (1 - Math.min(decay, (1.0 + update) / (10.0 + update)));
  }

  /** Takes in the updated parameters of one piece. */
  void update(int chunk, float[] parameters) {
    update(average.chunk(chunk), parameters, parameters.length, rest);
  }

  private static void update(float[] a, float[] p, int count, float rest) {
    for (int i = 0; i < count; i++) {
      a[i] += rest * (p[i] - a[i]);
    }
  }

  /** The live average. */
  ChunkedVector values() {
    return average;
  }
}

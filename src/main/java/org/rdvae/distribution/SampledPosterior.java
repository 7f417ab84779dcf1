package org.rdvae.distribution;

import org.rdvae.tensor.Tensor;

/** A posterior whose log density is taken at the sample. */
public interface SampledPosterior extends PlannedPosterior {
  /** Computes {@link #logDensities}; after sample and before backward. */
  void logDensity();

  /** log q(z|x) of each row in nats, shape [rows, 1]. */
  Tensor logDensities();

  /**
   * Adds the derivative of log q by z at fixed parameters, times each row's weight, to {@link
   * #zGradient}; only with {@link RateGradient#PATH}, and before backward.
   */
  void addPathGradient();

  /** Whether {@link #moments} says more than {@link Posterior#moments} can. */
  default boolean hasMoments() {
    return false;
  }

  /**
   * Mean and log standard deviation of the first {@code count} rows, after sample with noise 0;
   * only where {@link #hasMoments}.
   *
   * @param at where to begin to write
   */
  default void moments(int count, float[] mean, float[] logStddev, int at) {
    throw new UnsupportedOperationException("the heads say it all");
  }
}

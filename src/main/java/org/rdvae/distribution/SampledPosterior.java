package org.rdvae.distribution;

import org.rdvae.tensor.Tensor;

/**
 * A posterior whose log density is taken at the sample, because its rate has no closed form or a
 * bound of several samples needs each one's weight: rate = log q(z|x) − log p(z) at z ~ q, whose
 * mean is KL(q || p).
 */
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
}

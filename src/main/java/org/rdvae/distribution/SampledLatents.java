package org.rdvae.distribution;

import org.rdvae.tensor.Tensor;

/** Latent variables whose log densities are taken at the samples, weighed by {@link RowWeights}. */
public interface SampledLatents extends PlannedLatents {
  /** Computes {@link #logRatios}; after sample and before backward. */
  void logRatio();

  /** log p(z) − log q(z|x) of each row in nats, shape [rows, 1]; minus the rate on average. */
  Tensor logRatios();
}

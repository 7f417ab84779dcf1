package org.rdvae.distribution;

import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Tensor;

/**
 * A {@link Prior} p(z) as operations on fixed tensors: a row is one sample of all latent variables,
 * densities are in nats. {@link PlannedStandardNormal}, {@link PlannedGaussianMixture} and {@link
 * PlannedCouplingFlow} have the formulas.
 */
public interface PlannedPrior {
  /** Computes {@link #logDensities} of the z that it was planned with. */
  void logDensity();

  /** log p(z) of each row in nats, shape [rows, 1]. */
  Tensor logDensities();

  /**
   * With each row's weight adds the gradient of log p by z to what the place names, and computes
   * those by the prior's parameters and by the pseudo-heads; after {@link #logDensity}.
   */
  void backward();

  /**
   * Draws z.
   *
   * @param temperature factor on the distance from the mean that a standard normal number stands
   *     for; 1 draws from the prior itself
   * @param count at most as many as there are rows
   * @param z rows of latents, of which the first {@code count} are written
   */
  void draw(RandomStream stream, double temperature, int count, float[] z);
}

package org.rdvae.distribution;

import org.rdvae.random.RandomStream;

/**
 * The distribution of one value given what the decoder's heads say of it, in plain double
 * arithmetic. The heads come as the decoder gives them, one number each.
 */
public interface ValueDistribution {
  /** −log p(x), in nats. */
  double distortion(double x, double[] heads);

  /** E[x]. */
  double expectation(double[] heads);

  /** A value drawn from the distribution. */
  double draw(double[] heads, RandomStream stream);
}

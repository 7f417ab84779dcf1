package org.rdvae.distribution;

/** The rate of one latent variable as a function of what the encoder gave, in double. */
interface LatentRate {
  /** In nats. */
  double rate(double[] heads);

  /** Adds the gradient by the heads of the rate with this weight. */
  void addGradient(double[] heads, double weight, double[] gradients);
}

package org.rdvae.distribution;

/**
 * One latent variable of a posterior of independent ones, in plain double arithmetic: what {@link
 * RowPosterior} says of a row, of a single number z with {@code heads[i]} from head i.
 */
interface LatentFormula {
  double sample(double[] heads, double noise);

  /** log q(z|x) in nats. */
  double logDensity(double[] heads, double z);

  /** ∂ log q / ∂z, at fixed heads. */
  double byZ(double[] heads, double z);

  /** Adds {@code weight} ∂ log q / ∂heads, at a fixed z. */
  void addByHeads(double[] heads, double z, double weight, double[] gradients);

  /** Adds the gradient by the heads of what has this gradient by z, through z. */
  void addThroughZ(double[] heads, double noise, double z, double zGradient, double[] gradients);
}

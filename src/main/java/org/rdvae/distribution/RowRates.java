package org.rdvae.distribution;

/**
 * The rates of one row as functions of what the encoder gave, in plain double arithmetic: one for
 * each latent variable. Arrays as in {@link RowPosterior}.
 */
interface RowRates {
  /** Writes the rate of each latent variable, in nats. */
  void rates(double[][] heads, double[] rates);

  /** Adds the gradient by the heads of the rates with these weights. */
  void addGradient(double[][] heads, double[] weights, double[][] headGradients);
}

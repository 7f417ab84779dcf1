package org.rdvae.distribution;

import org.rdvae.tensor.Tensor;

/**
 * Rates that are known as functions of the posterior's parameters, one for each latent variable or
 * for each group of them that is counted together.
 */
public interface ClosedFormRates {
  /**
   * Derivative of the loss by each rate of one row, shape [1, rates]; the objective sets it before
   * the backward pass.
   */
  Tensor rateWeights();

  /** Computes {@link #summedRates}; after sample and before backward. */
  void rates();

  /** The rates in nats, each summed over the rows, shape [1, rates]. */
  Tensor summedRates();

  /** Where in the row of rates each of several levels of them ends; empty for one level. */
  default int[] levelEnds() {
    return new int[0];
  }

  /**
   * The mean of each rate over the rows, in nats, by double arithmetic: for reports, which is why
   * it may allocate.
   */
  double[] meanRates();
}

package org.rdvae.distribution;

import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Tensor;

/**
 * What each row's log densities weigh in the loss: columns of shape [rows, 1] that the objective
 * writes in every step, after the decoder's forward pass and before any gradient is taken. A row is
 * one sample of one image.
 *
 * @param distortions derivative of the loss by −log p(x|z)
 * @param priors derivative by log p(z)
 * @param posteriors derivative by log q(z|x); with {@link RateGradient#SCORE} what the estimator
 *     puts in its place
 * @param paths factors on the gradient through z, of which the parameters of decoder and prior know
 *     nothing; {@code null} where all are 1
 */
public record RowWeights(Tensor distortions, Tensor priors, Tensor posteriors, Tensor paths) {

  /** Columns of zeros; {@code scalesPaths} says whether there are {@link #paths}. */
  public static RowWeights of(Kernels kernels, int rows, boolean scalesPaths) {
    return new RowWeights(
        kernels.tensor(rows, 1),
        kernels.tensor(rows, 1),
        kernels.tensor(rows, 1),
        scalesPaths ? kernels.tensor(rows, 1) : null);
  }
}

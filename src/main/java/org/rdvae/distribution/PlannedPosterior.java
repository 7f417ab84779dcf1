package org.rdvae.distribution;

import org.rdvae.tensor.Tensor;

/**
 * A {@link Posterior} q(z|x) as operations on fixed tensors. In a training step the calls come in
 * the order of the methods here and in {@link ClosedFormPosterior} or {@link SampledPosterior}.
 */
public interface PlannedPosterior {
  /** Shape [rows, latents], to be written before each {@link #sample}, which may use it up. */
  Tensor noise();

  /** Draws z from the noise. */
  void sample();

  /** The sample, shape [rows, latents]. */
  Tensor z();

  /**
   * Where the decoder, and then the prior, leave the gradient of the loss by z; {@code null}
   * without a backward pass and with {@link RateGradient#SCORE}.
   */
  Tensor zGradient();

  /**
   * From {@link #zGradient} and the weights computes the gradients by the heads and by the
   * posterior's own parameters; uses up what sample left.
   */
  void backward();
}

package org.rdvae.training;

import java.io.Serializable;

/**
 * What a batch or a set measured, averages over its images.
 *
 * <pre>
 *               autoencoder, in nats       codec, in bits per pixel
 * rate          KL(q(z|x) || p(z))         of the latents
 * distortion    -log p(x|z), one sample    lambda times the squared error
 * score         -ELBO                      the loss at validation
 * </pre>
 */
public record Measurement(double rate, double distortion) implements Serializable {
  /** What a validation holds a model to, in its unit; the lower, the better. */
  public double score() {
    return rate + distortion;
  }

  /** An autoencoder's bound at beta 1. */
  public double elbo() {
    return -score();
  }
}

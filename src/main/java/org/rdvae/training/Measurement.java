package org.rdvae.training;

import java.io.Serializable;

/**
 * What a batch or a set measured, averages over its images.
 *
 * <pre>
 *               autoencoder, in nats       codec, in bits per pixel
 * rate          KL(q(z|x) || p(z))         of the latents
 * distortion    -log p(x|z)                lambda times the squared error
 * bound         importance-weighted        none
 * score         -bound, else -ELBO         the loss at validation
 * </pre>
 *
 * @param bound on the likelihood by several samples; NaN where there is none, then the ELBO counts
 */
public record Measurement(double rate, double distortion, double bound) implements Serializable {
  /** Without a bound beside the ELBO. */
  public Measurement(double rate, double distortion) {
    this(rate, distortion, Double.NaN);
  }

  /** What a validation holds a model to, in its unit; the lower, the better. */
  public double score() {
    return hasBound() ? -bound : -elbo();
  }

  /** An autoencoder's bound at beta 1. */
  public double elbo() {
    return -(rate + distortion);
  }

  /** Whether there is a bound beside the ELBO. */
  public boolean hasBound() {
    return !Double.isNaN(bound);
  }
}

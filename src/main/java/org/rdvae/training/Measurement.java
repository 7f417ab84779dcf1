package org.rdvae.training;

import java.io.Serializable;

/**
 * What a batch or a set measured, averages over its images in nats.
 *
 * @param rate KL(q(z|x) || p(z))
 * @param distortion -log p(x|z), by one sample
 */
public record Measurement(double rate, double distortion) implements Serializable {
  /** The bound at beta 1. */
  public double elbo() {
    return -(rate + distortion);
  }
}

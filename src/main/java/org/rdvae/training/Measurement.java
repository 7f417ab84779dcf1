package org.rdvae.training;

/**
 * What a batch or a set measured, averages over its images in nats.
 *
 * @param rate KL(q(z|x) || p(z))
 * @param distortion -log p(x|z), by one sample
 * @param loss what is minimised: distortion + beta * rate, the rate as the objective counts it
 */
public record Measurement(double rate, double distortion, double loss) {
  /** The bound at beta 1. */
  public double elbo() {
    return -(rate + distortion);
  }
}

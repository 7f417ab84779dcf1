package org.rdvae.evaluation;

/**
 * What a model says of one image, in nats; the averages over a set are those of an {@link
 * Evaluation}.
 *
 * @param nll estimate of -log p(x) by importance sampling
 * @param rate KL(q(z|x) || p(z)), in closed form
 * @param distortion -log p(x|z), averaged over the samples
 */
public record ImageScore(double nll, double rate, double distortion) {

  /** The evidence lower bound, at beta 1; at most 0 for discrete data. */
  public double elbo() {
    return -(rate + distortion);
  }
}

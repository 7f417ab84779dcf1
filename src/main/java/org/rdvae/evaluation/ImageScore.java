package org.rdvae.evaluation;

/**
 * What a model says of one image, in nats; the averages over a set are those of an {@link
 * Evaluation}.
 *
 * @param nll estimate of -log p(x) by importance sampling
 * @param rate KL(q(z|x) || p(z)), as in {@link Evaluation}
 * @param distortion -log p(x|z), averaged over the samples
 * @param complexity what a general compressor needs for the image, whatever the model; NaN for a
 *     density, with which it cannot be compared, and for documents
 */
public record ImageScore(double nll, double rate, double distortion, double complexity) {

  /** {@return the evidence lower bound, at beta 1; at most 0 for discrete data} */
  public double elbo() {
    return -(rate + distortion);
  }

  /**
   * {@return what the model needs beyond a general compressor: high for images of another kind than
   * those of training, also where these are so plain that any model finds them likely}
   */
  public double excess() {
    return nll - complexity;
  }
}

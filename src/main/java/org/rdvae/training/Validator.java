package org.rdvae.training;

/** Measures parameters on images that were not trained on, with the same noise every time. */
@FunctionalInterface
public interface Validator {
  /**
   * A model's score is the result's; an autoencoder's is its -ELBO, or -bound by several samples;
   * beta does not enter.
   *
   * @param parameters all values of a model, running statistics included; a copy
   */
  Measurement validate(float[] parameters);
}

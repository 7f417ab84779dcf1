package org.rdvae.training;

/** Measures parameters on images that were not trained on, with the same noise every time. */
@FunctionalInterface
public interface Validator {
  /** The loss in the result is -ELBO: beta does not enter. */
  Measurement validate(float[] parameters);
}

package org.rdvae.tensor;

/**
 * Number format of a tensor: float32 for work, float64 for proving gradients by finite differences.
 */
public enum Precision {
  FLOAT32,
  FLOAT64
}

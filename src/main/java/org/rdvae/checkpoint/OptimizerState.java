package org.rdvae.checkpoint;

/**
 * What Adam remembers: its running means of the gradient and of the squared gradient, as flat as
 * the parameters are when laid one after the other in the checkpoint's order. How many steps it
 * took is the position's step. The arrays are handed over as {@link StoredTensor} says.
 */
public record OptimizerState(float[] firstMoment, float[] secondMoment) {
  static final String PREFIX = "optimizer.";

  public OptimizerState {
    if (firstMoment.length != secondMoment.length) {
      throw new IllegalArgumentException(
          "the optimiser has "
              + firstMoment.length
              + " first and "
              + secondMoment.length
              + " second moments");
    }
  }
}

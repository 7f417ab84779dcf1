package org.rdvae.checkpoint;

/**
 * What Adam remembers: how many steps it took and its running means of the gradient and of the squared gradient, as flat as
 * the parameters are when laid one after the other in the checkpoint's order. The arrays are handed over as {@link StoredTensor}
 * says.
 */
public record OptimizerState(long stepCount, float[] firstMoment, float[] secondMoment) {
  static final String PREFIX = "optimizer.";

  public OptimizerState {
    if (stepCount < 0) {
      throw new IllegalArgumentException("optimizer.step-count is " + stepCount + ", at least 0 expected");
    }
    if (firstMoment.length != secondMoment.length) {
      throw new IllegalArgumentException(
          "the optimiser has " + firstMoment.length + " first and " + secondMoment.length + " second moments");
    }
  }
}

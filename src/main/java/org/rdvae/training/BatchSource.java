package org.rdvae.training;

/** Makes batches, each a function of its epoch and step. */
@FunctionalInterface
public interface BatchSource {
  /** Writes a batch to {@code target}; both numbers count from 0. */
  void fill(int epoch, int stepInEpoch, float[] target);
}

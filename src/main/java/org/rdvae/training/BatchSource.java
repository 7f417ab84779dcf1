package org.rdvae.training;

/**
 * Makes batches, each a function of its epoch and step alone: so a resumed training sees what an
 * undisturbed one would, and a thread may make them ahead.
 */
@FunctionalInterface
public interface BatchSource {
  /**
   * Writes a batch.
   *
   * @param epoch from 0
   * @param stepInEpoch from 0
   * @param target rows of images, each height x width x channels values
   */
  void fill(int epoch, int stepInEpoch, float[] target);
}

package org.rdvae.job;

import org.rdvae.base.Failure;
import org.rdvae.data.Binarizer;
import org.rdvae.data.Splits;
import org.rdvae.data.TrainingBatches;

/** Batches of training images for a saved model, of the size that it was trained with. */
public final class RealBatches {
  private RealBatches() {}

  /**
   * Of images that were read for the model; as many in a batch as there are, if these are fewer.
   *
   * @throws Failure BAD_DATA if they have another shape than the model's, or lack the labels that
   *     it needs
   */
  public static TrainingBatches of(SavedModel model, Splits data, long seed) {
    ImageSizes.require(data.name(), data.train(), model.vae().architecture());
    ClassLabels.require(data.name(), data.train(), model.vae().architecture());
    int size = Math.min(model.job().training().batch(), data.train().count());
    return new TrainingBatches(data.train(), new Binarizer(data.binarization(), seed), seed, size);
  }
}

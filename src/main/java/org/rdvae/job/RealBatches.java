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
   * @throws Failure BAD_DATA if they lack the labels that the model needs
   */
  public static TrainingBatches of(ModelData data, long seed) {
    SavedModel model = data.model();
    Splits splits = data.splits();
    ClassLabels.require(splits.name(), splits.train(), model.vae().architecture());
    int size = Math.min(model.job().training().batch(), splits.train().count());
    return new TrainingBatches(
        splits.train(), new Binarizer(splits.binarization(), seed), seed, size);
  }
}

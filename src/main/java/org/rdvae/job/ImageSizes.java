package org.rdvae.job;

import org.rdvae.base.Failure;
import org.rdvae.model.Architecture;

/** The rule that a model takes images of one size only. */
final class ImageSizes {
  private ImageSizes() {}

  /**
   * @throws Failure BAD_DATA naming both sizes if they differ
   */
  static void require(String name, int height, int width, Architecture architecture) {
    if (height != architecture.height() || width != architecture.width()) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          String.format(
              "%s: expected images of %d x %d, the size that the model was trained on, found %d x %d",
              name, architecture.height(), architecture.width(), height, width));
    }
  }
}

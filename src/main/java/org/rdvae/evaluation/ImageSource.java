package org.rdvae.evaluation;

import org.rdvae.data.OrderedBatches;

/** Where images to be measured come from. */
@FunctionalInterface
public interface ImageSource {
  /** Writes {@code count} images from {@code first} on to the front of {@code target}, as rows. */
  void fill(int first, int count, float[] target);

  /** The classes of {@code count} images from {@code first} on; empty if they are not known. */
  default int[] classes(int first, int count) {
    return new int[0];
  }

  /** Images in their order, and their classes. */
  static ImageSource of(OrderedBatches images) {
    return new ImageSource() {
      @Override
      public void fill(int first, int count, float[] target) {
        images.fillInOrder(first, count, target);
      }

      @Override
      public int[] classes(int first, int count) {
        return images.classes(first, count);
      }
    };
  }
}

package org.rdvae.data;

import java.util.Arrays;
import java.util.Objects;

/**
 * Images in file order, for evaluation: with dynamic binarisation every image is drawn once for
 * good, whatever the batch size. An instance belongs to one thread.
 */
public final class OrderedBatches {
  private final ImageSet images;
  private final Binarizer binarizer;

  public OrderedBatches(ImageSet images, Binarizer binarizer) {
    this.images = images;
    this.binarizer = binarizer;
  }

  /**
   * Writes the images from {@code first} on as {@code count} rows, row-major [count, height *
   * width], to the front of {@code target}; rows beyond the set become zeros, because the networks
   * that take them have a fixed batch size.
   *
   * @return how many rows are images
   */
  public int fillInOrder(int first, int count, float[] target) {
    int size = images.pixelsPerImage();
    Objects.checkFromIndexSize(0, Math.multiplyExact(count, size), target.length);
    Objects.checkIndex(first, images.count() + 1);
    int rows = Math.min(count, images.count() - first);
    for (int row = 0; row < rows; row++) {
      binarizer.fillForEvaluation(images, first + row, target, row * size);
    }
    Arrays.fill(target, rows * size, count * size, 0);
    return rows;
  }
}

package org.rdvae.evaluation;

/** Where images to be measured come from, such as {@code batches::fillInOrder}. */
@FunctionalInterface
public interface ImageSource {
  /** Writes {@code count} images from {@code first} on to the front of {@code target}, as rows. */
  void fill(int first, int count, float[] target);
}

package org.rdvae.evaluation;

import java.util.stream.IntStream;
import org.rdvae.data.OrderedBatches;

/**
 * Some images of a set, at equal distances from the first on: sets may be sorted, as the embedded
 * digits are by their class, and the first images would be no sample of them.
 */
public final class SpreadImages implements ImageSource {
  private final OrderedBatches images;
  private final int all;
  private final int count;
  private final float[] one;

  /**
   * @param all how many there are
   * @param count how many of them to take
   * @param pixels values in an image
   */
  public SpreadImages(OrderedBatches images, int all, int count, int pixels) {
    this.images = images;
    this.all = all;
    this.count = count;
    one = new float[pixels];
  }

  /** The place in the whole set of one of those taken. */
  public int place(int taken) {
    return (int) ((long) taken * all / count);
  }

  @Override
  public void fill(int first, int some, float[] target) {
    for (int i = 0; i < some; i++) {
      images.fillInOrder(place(first + i), 1, one);
      System.arraycopy(one, 0, target, i * one.length, one.length);
    }
  }

  @Override
  public int[] classes(int first, int some) {
    return IntStream.range(first, first + some)
        .flatMap(taken -> IntStream.of(images.classes(place(taken), 1)))
        .toArray();
  }
}

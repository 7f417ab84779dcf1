package org.rdvae.data;

import java.util.Locale;
import org.rdvae.base.Failure;
import org.rdvae.random.RandomStream;

/**
 * Moves training images by a random whole number of pixels each way, uniform on -shift to shift; a
 * pixel that has no source takes the nearest one of the image's edge. The distances of image i in
 * epoch e are the first two numbers of the stream of (e, i), down before right, so they depend
 * neither on the batch nor on what was drawn before. It allocates nothing. An instance belongs to
 * one thread.
 */
final class RandomShift {
  private final int shift;
  private final int height;
  private final int width;
  private final int channels;
  private final RandomStream stream;

  /**
   * @param shift the largest distance
   * @param images whose sizes the rows have
   * @throws Failure BAD_CONFIG if an image could be moved out of its frame
   */
  RandomShift(int shift, ExampleSet images, long seed) {
    int side = Math.min(images.height(), images.width());
    if (shift >= side) {
      throw new Failure(
          Failure.Kind.BAD_CONFIG,
          String.format(
              Locale.ROOT,
              "data.augmentation.shift: expected less than %d, the shorter side of the training %s"
                  + " (%s), found %d",
              side,
              images.things(),
              SizeText.words(images.height(), images.width(), images.channels()),
              shift));
    }
    this.shift = shift;
    height = images.height();
    width = images.width();
    channels = images.channels();
    stream = new RandomStream(seed, RandomStream.Purpose.AUGMENTATION);
  }

  /** Moves the image, [height, width, channels], that is in {@code target} from {@code at} on. */
  void move(int example, int epoch, float[] target, int at) {
    stream.at(epoch, example);
    int down = stream.nextInt(2 * shift + 1) - shift;
    int right = stream.nextInt(2 * shift + 1) - shift;
    moveRows(down, target, at);
    if (right != 0) {
      for (int row = 0; row < height; row++) {
        moveColumns(right, target, at + row * width * channels);
      }
    }
  }

  /** In the order in which a row is read before it is written over. */
  private void moveRows(int down, float[] target, int at) {
    int length = width * channels;
    for (int i = 0; i < height; i++) {
      int row = down > 0 ? height - 1 - i : i;
      int source = Math.max(0, Math.min(height - 1, row - down));
      System.arraycopy(target, at + source * length, target, at + row * length, length);
    }
  }

  private void moveColumns(int right, float[] target, int row) {
    int kept = (width - Math.abs(right)) * channels;
    int bared = Math.abs(right) * channels;
    if (right > 0) {
      System.arraycopy(target, row, target, row + bared, kept);
      // The first pixel is still in its place.
      repeat(row, row + channels, row + bared, target);
    } else {
      System.arraycopy(target, row + bared, target, row, kept);
      repeat(row + kept - channels, row + kept, row + width * channels, target);
    }
  }

  /** Fills the places from {@code from} to {@code to} with one pixel. */
  private void repeat(int pixel, int from, int to, float[] target) {
    for (int i = from; i < to; i++) {
      target[i] = target[pixel + (i - from) % channels];
    }
  }
}

package org.rdvae.codec;

import java.util.Arrays;
import org.rdvae.network.FeatureShape;

/**
 * Images as bytes, and as the encoder's inputs: bits are 0 and 1 as they are, a level v from 0 to
 * 255 is v / 255 to the nearest 2^-14.
 *
 * @param bits whether values are 0 and 1
 */
record ImageForm(FeatureShape shape, boolean bits) {
  private static final int LEVEL_FRACTION = 14;

  /** What may stand for a 1 of bits, as in pictures. */
  static final int WHITE = 255;

  int inputFraction() {
    return bits ? 0 : LEVEL_FRACTION;
  }

  FixedMap input(byte[] image) {
    short[] values = new short[image.length];
    for (int i = 0; i < values.length; i++) {
      int value = image[i] & 0xFF;
      values[i] = (short) (bits ? value : ((value << (LEVEL_FRACTION + 1)) + 255) / 510);
    }
    return new FixedMap(values, inputFraction(), shape.height(), shape.width(), shape.channels());
  }

  /** What stands for a 1 in images of bits; 1 for others. */
  int white(byte[] images) {
    for (byte value : images) {
      if (bits && (value & 0xFF) == WHITE) {
        return WHITE;
      }
    }
    return 1;
  }

  /** One of many images, with bits as 0 and 1. */
  byte[] image(byte[] images, int index, int white) {
    int size = shape.size();
    byte[] image = Arrays.copyOfRange(images, index * size, (index + 1) * size);
    for (int i = 0; bits && i < size; i++) {
      int value = image[i] & 0xFF;
      if (value != 0 && value != white) {
        throw new IllegalArgumentException("expected 0 or " + white + ", found " + value);
      }
      image[i] = (byte) (value / white);
    }
    return image;
  }
}

package org.rdvae.codec;

import java.util.Optional;

/**
 * A picture for the codec: {@code height} rows of {@code width} pixels of {@code channels} unsigned
 * bytes, channels fastest (NHWC of one image); one channel is grey, three are red, green and blue.
 * The rows are upright: the orientation that a file asks for is already applied.
 *
 * <p>The arrays are shared and not copied, since a photograph takes tens of megabytes; whoever made
 * a photo does not write to them afterwards.
 *
 * @param profile the ICC profile that says which colours the values mean, as it stood in the
 *     picture's file; empty for sRGB
 */
public record Photo(int width, int height, int channels, byte[] pixels, Optional<byte[]> profile) {
  public Photo {
    if (width < 1 || height < 1 || (channels != 1 && channels != 3)) {
      throw new IllegalArgumentException(
          "expected at least 1 x 1 pixels of 1 or 3 channels, found "
              + width
              + " x "
              + height
              + " of "
              + channels);
    }
    long expected = (long) width * height * channels;
    if (pixels.length != expected) {
      throw new IllegalArgumentException(
          "expected " + expected + " values, found " + pixels.length);
    }
  }

  /** How many pixels, to divide bits by. */
  public long area() {
    return (long) width * height;
  }
}

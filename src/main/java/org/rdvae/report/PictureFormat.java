package org.rdvae.report;

import org.rdvae.model.Architecture;
import org.rdvae.network.FeatureShape;

/**
 * The size of the images that a picture is made of. Their values come row by row, the channels of a
 * pixel side by side; they are 0 to 1, and what lies outside is cut when it is drawn.
 *
 * @param channels 1 for grey, 3 for red, green and blue
 */
public record PictureFormat(int height, int width, int channels) {
  public PictureFormat {
    if (height < 1 || width < 1 || (channels != 1 && channels != 3)) {
      throw new IllegalArgumentException(
          "expected images of 1 or 3 channels, found " + height + "x" + width + "x" + channels);
    }
  }

  /** The format of a model's images. */
  public static PictureFormat of(Architecture architecture) {
    FeatureShape image = architecture.image();
    return new PictureFormat(image.height(), image.width(), image.channels());
  }

  /** Values of one image. */
  public int values() {
    return height * width * channels;
  }
}

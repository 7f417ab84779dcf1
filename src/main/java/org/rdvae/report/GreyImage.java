package org.rdvae.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;

/** One grey image as it is, for files. */
public final class GreyImage {
  private final BufferedImage image;

  /**
   * @param pixels values 0 to 1, the image's beginning at {@code from}
   */
  public GreyImage(int height, int width, float[] pixels, int from) {
    image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < height * width; i++) {
      image.getRaster().setSample(i % width, i / width, 0, level(pixels[from + i]));
    }
  }

  /** The nearest of 256 levels. */
  static int level(float value) {
    return Math.round(255 * Math.max(0, Math.min(1, value)));
  }

  public void writePng(OutputStream out) throws IOException {
    Png.write(image, out);
  }
}

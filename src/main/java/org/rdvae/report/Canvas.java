package org.rdvae.report;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.rdvae.base.Failure;

/** A picture in the making, grey or in colour, 8 bits a channel. */
final class Canvas {
  /** Some 16,000 x 16,000 grey pixels; every one of them is a byte of memory. */
  private static final long MOST_VALUES = 1L << 28;

  private final BufferedImage image;

  /**
   * @param background level, 0 to 255, of every channel
   * @throws Failure USAGE if the picture would be too large
   */
  Canvas(long height, long width, int channels, int background) {
    if (height * width * channels > MOST_VALUES) {
      throw new Failure(
          Failure.Kind.USAGE,
          String.format(
              Locale.ROOT,
              "The picture would have %,d x %,d pixels; ask for fewer images.",
              height,
              width));
    }
    image =
        new BufferedImage(
            (int) width,
            (int) height,
            channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
    fill(0, 0, image.getHeight(), image.getWidth(), background);
  }

  /** The nearest of 256 levels. */
  static int level(float value) {
    return Math.round(255 * Math.max(0, Math.min(1, value)));
  }

  /** Fills a rectangle with a grey. */
  void fill(int top, int left, int height, int width, int level) {
    WritableRaster raster = image.getRaster();
    for (int y = top; y < top + height; y++) {
      for (int x = left; x < left + width; x++) {
        for (int band = 0; band < raster.getNumBands(); band++) {
          raster.setSample(x, y, band, level);
        }
      }
    }
  }

  /**
   * Draws an image whose values begin at {@code from}, each of its pixels as a square. A raster's
   * bands are red, green and blue, in whatever order its bytes lie.
   */
  void draw(int top, int left, PictureFormat format, int enlargement, float[] values, int from) {
    WritableRaster raster = image.getRaster();
    for (int y = 0; y < format.height() * enlargement; y++) {
      for (int x = 0; x < format.width() * enlargement; x++) {
        int pixel = y / enlargement * format.width() + x / enlargement;
        for (int channel = 0; channel < format.channels(); channel++) {
          float value = values[from + pixel * format.channels() + channel];
          raster.setSample(left + x, top + y, channel, level(value));
        }
      }
    }
  }

  void writePng(OutputStream out) throws IOException {
    Png.write(image, out);
  }
}

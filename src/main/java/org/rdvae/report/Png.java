package org.rdvae.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Writes PNG files. */
final class Png {
  private Png() {}

  /**
   * Writes the image and leaves {@code out} open.
   *
   * <p>Given the stream itself, ImageIO would cache the image in a temporary file, and to remove
   * that add a shutdown hook, which fails once the process has been told to end: just when a
   * training that draws a picture still has to save itself.
   */
  static void write(BufferedImage image, OutputStream out) throws IOException {
    try (ImageOutputStream cached = new MemoryCacheImageOutputStream(out)) {
      ImageIO.write(image, "png", cached);
    }
  }
}

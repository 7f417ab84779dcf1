package org.rdvae.report;

import java.io.IOException;
import java.io.OutputStream;

/** One image as it is, grey or in colour, for files. */
public final class PixelImage {
  private final Canvas canvas;

  /**
   * @param values the image's beginning at {@code from}; 0 is black, 1 is white, and what lies
   *     outside is drawn as the nearer of them
   */
  public PixelImage(PictureFormat format, float[] values, int from) {
    canvas = new Canvas(format.height(), format.width(), format.channels(), 0);
    canvas.draw(0, 0, format, 1, values, from);
  }

  public void writePng(OutputStream out) throws IOException {
    canvas.writePng(out);
  }
}

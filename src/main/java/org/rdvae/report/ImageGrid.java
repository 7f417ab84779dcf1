package org.rdvae.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Images laid out in rows and columns with a thin line between, enlarged so that small ones can be
 * looked at.
 */
public final class ImageGrid {
  private static final int GAP = 2;
  private static final int SMALLEST_SIDE = 56;
  private static final int BACKGROUND = 0x60;

  private final BufferedImage canvas;
  private final int height;
  private final int width;
  private final int enlargement;

  /** An empty grid for grey images of the given size. */
  public ImageGrid(int rows, int columns, int height, int width) {
    this.height = height;
    this.width = width;
    enlargement = Math.max(1, SMALLEST_SIDE / Math.max(height, width));
    canvas =
        new BufferedImage(
            columns * (width * enlargement + GAP) + GAP,
            rows * (height * enlargement + GAP) + GAP,
            BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < canvas.getHeight(); y++) {
      for (int x = 0; x < canvas.getWidth(); x++) {
        canvas.getRaster().setSample(x, y, 0, BACKGROUND);
      }
    }
  }

  /** Number of columns that makes a grid of so many images about square. */
  public static int columnsFor(int count) {
    return (int) Math.ceil(Math.sqrt(count));
  }

  /** Draws an image whose pixels, 0 to 1, begin at {@code from}. */
  public void draw(int row, int column, float[] pixels, int from) {
    int top = GAP + row * (height * enlargement + GAP);
    int left = GAP + column * (width * enlargement + GAP);
    for (int y = 0; y < height * enlargement; y++) {
      for (int x = 0; x < width * enlargement; x++) {
        float value = pixels[from + y / enlargement * width + x / enlargement];
        canvas.getRaster().setSample(left + x, top + y, 0, GreyImage.level(value));
      }
    }
  }

  /** Writes the grid as PNG. */
  public void writePng(OutputStream out) throws IOException {
    Png.write(canvas, out);
  }
}

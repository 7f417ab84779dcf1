package org.rdvae.data;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import org.rdvae.data.ImageFileException.Reason;

/**
 * The rows of a decoded picture in grey or colour, as sRGB values from 0 to 255 (not rounded:
 * 16-bit samples keep their digits until the picture is resampled).
 *
 * <pre>
 *   grey         0.299 red + 0.587 green + 0.114 blue          Rec. 601 luma of the sRGB values
 *   transparent  alpha colour + (1 - alpha) 255                lies on white, as on a page
 * </pre>
 *
 * <p>Samples are taken from the raster as they are stored. Java's own conversion would take grey
 * samples for linear light and brighten them, and convert by embedded colour profiles.
 */
final class ImageFilePixels implements Resize.Rows {
  private static final float WHITE = 255;

  private final Raster raster;
  private final int channels;
  private final int[] samples;

  /** Red, green, blue and alpha of every palette entry; null if there is no palette. */
  private final float[][] palette;

  private final int colors;
  private final boolean alpha;
  private final boolean premultiplied;
  private final float[] scale;

  ImageFilePixels(BufferedImage image, int channels) throws ImageFileException {
    raster = image.getRaster();
    this.channels = channels;
    samples = new int[raster.getWidth() * raster.getNumBands()];
    ColorModel model = image.getColorModel();
    palette = model instanceof IndexColorModel indexed ? palette(indexed) : null;
    colors = model.getNumColorComponents();
    alpha = model.hasAlpha();
    premultiplied = model.isAlphaPremultiplied();
    scale = new float[raster.getNumBands()];
    if (palette == null) {
      int type = model.getColorSpace().getType();
      if (type != ColorSpace.TYPE_RGB && type != ColorSpace.TYPE_GRAY) {
        throw new ImageFileException(
            Reason.UNSUPPORTED,
            "expected grey or red, green and blue, found another colour space with "
                + colors
                + " components");
      }
      for (int band = 0; band < scale.length; band++) {
        scale[band] = WHITE / ((1L << model.getComponentSize(band)) - 1);
      }
    }
  }

  private static float[][] palette(IndexColorModel model) {
    float[][] palette = new float[model.getMapSize()][];
    for (int i = 0; i < palette.length; i++) {
      palette[i] =
          new float[] {
            model.getRed(i), model.getGreen(i), model.getBlue(i), model.getAlpha(i) / WHITE
          };
    }
    return palette;
  }

  @Override
  public void read(int row, float[] target) {
    int bands = raster.getNumBands();
    raster.getPixels(0, row, raster.getWidth(), 1, samples);
    for (int x = 0; x < raster.getWidth(); x++) {
      int at = x * bands;
      if (palette != null) {
        float[] entry = palette[Math.min(samples[at], palette.length - 1)];
        write(entry[0], entry[1], entry[2], entry[3], false, target, x);
      } else {
        float red = samples[at] * scale[0];
        float green = colors == 3 ? samples[at + 1] * scale[1] : red;
        float blue = colors == 3 ? samples[at + 2] * scale[2] : red;
        float opacity = alpha ? samples[at + colors] * scale[colors] / WHITE : 1;
        write(red, green, blue, opacity, premultiplied, target, x);
      }
    }
  }

  private void write(
      float red,
      float green,
      float blue,
      float opacity,
      boolean multiplied,
      float[] target,
      int x) {
    float factor = multiplied ? 1 : opacity;
    float paper = (1 - opacity) * WHITE;
    if (channels == 1) {
      target[x] = factor * (0.299f * red + 0.587f * green + 0.114f * blue) + paper;
    } else {
      target[3 * x] = factor * red + paper;
      target[3 * x + 1] = factor * green + paper;
      target[3 * x + 2] = factor * blue + paper;
    }
  }
}

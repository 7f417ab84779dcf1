package org.rdvae.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import org.rdvae.data.ImageSettings.Fit;

/**
 * Reads pictures of any size as bytes of one size, height x width x channels, channels fastest.
 * Immutable, so that many threads may share it.
 *
 * <pre>
 *   file -> checked content -> header: size within bounds? -> stored pixels -> resampled -> turned upright
 * </pre>
 */
record ImageFileReader(int height, int width, int channels, Fit fit) {
  /** Pictures of more pixels are thinned while they are read, and decoded one at a time. */
  private static final long LARGE_PIXELS = 16_000_000;

  /** Thinning leaves the mean over at least so many pixels along each axis. */
  private static final int LEAST_SHRINKAGE = 8;

  private static final Object LARGE = new Object();

  /**
   * Writes the picture to {@code target}, from {@code at} on, with zeros where it does not reach.
   */
  void read(Path file, byte[] target, int at) throws ImageFileException {
    read(ImageFileDecoder.contentOf(file), target, at);
  }

  /** The same for the content of a file. */
  void read(byte[] file, byte[] target, int at) throws ImageFileException {
    ImageFileDecoder.open(
        file,
        (content, reader) -> {
          read(content, reader, target, at);
          return target;
        });
  }

  private void read(ImageFileContent content, ImageReader reader, byte[] target, int at)
      throws IOException, ImageFileException {
    long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
    if (pixels > LARGE_PIXELS) {
      synchronized (LARGE) {
        decode(content, reader, pixels, target, at);
      }
    } else {
      decode(content, reader, pixels, target, at);
    }
  }

  private void decode(
      ImageFileContent content, ImageReader reader, long pixels, byte[] target, int at)
      throws IOException, ImageFileException {
    int storedHeight = reader.getHeight(0);
    int storedWidth = reader.getWidth(0);
    Orientation orientation = content.orientation();
    ResizePlacement place =
        orientation.transposed
            ? ResizePlacement.of(fit, storedWidth, storedHeight, height, width)
            : ResizePlacement.of(fit, storedHeight, storedWidth, height, width);
    ResizeSpan rows = orientation.storedRows(place, storedHeight);
    ResizeSpan columns = orientation.storedColumns(place, storedWidth);
    int step = thinning(pixels, Math.min(rows.shrinkage(), columns.shrinkage()));
    ImageReadParam param = reader.getDefaultReadParam();
    param.setSourceSubsampling(step, step, step / 2, step / 2);
    BufferedImage image = ImageFileDecoder.decode(content, reader, param);

    ResizeAxis rowAxis = ResizeAxis.of(rows.thinned(step), image.getHeight());
    ResizeAxis columnAxis = ResizeAxis.of(columns.thinned(step), image.getWidth());
    byte[] resized =
        Resize.resize(
            new ImageFilePixels(image, channels), image.getWidth(), channels, rowAxis, columnAxis);
    turn(resized, rowAxis.length(), columnAxis.length(), orientation, place, target, at);
  }

  /**
   * How many pixels along each axis are taken as one. Means over fewer pixels than all would show
   * false patterns, so it is 1 unless the picture is large and its mean over the rest still smooth.
   */
  private static int thinning(long pixels, double shrinkage) {
    int wanted = (int) Math.ceil(Math.sqrt((double) pixels / LARGE_PIXELS));
    return Math.max(1, Math.min(wanted, (int) (shrinkage / LEAST_SHRINKAGE)));
  }

  private void turn(
      byte[] resized,
      int storedHeight,
      int storedWidth,
      Orientation orientation,
      ResizePlacement place,
      byte[] target,
      int at) {
    ResizeSpan columns = place.columns();
    ResizeSpan rows = place.rows();
    // Another picture may have been there.
    Arrays.fill(target, at, at + height * width * channels, (byte) 0);
    for (int y = 0; y < rows.targetLength(); y++) {
      int to = at + ((rows.targetStart() + y) * width + columns.targetStart()) * channels;
      for (int x = 0; x < columns.targetLength(); x++) {
        int from = orientation.storedPixel(x, y, storedHeight, storedWidth) * channels;
        for (int channel = 0; channel < channels; channel++) {
          target[to++] = resized[from + channel];
        }
      }
    }
  }
}

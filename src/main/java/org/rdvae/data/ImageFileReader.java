package org.rdvae.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.rdvae.data.ImageFileException.Reason;
import org.rdvae.data.ImageSettings.Fit;

/**
 * Reads pictures of any size as bytes of one size, height x width x channels, channels fastest.
 * Immutable, so that many threads may share it.
 *
 * <pre>
 *   file -> checked content -> header: size within bounds? -> stored pixels -> resampled -> turned upright
 * </pre>
 *
 * <p>Decoders throw all sorts of exceptions at hostile files. Whatever they throw becomes an {@link
 * ImageFileException}, but for a full heap.
 */
record ImageFileReader(int height, int width, int channels, Fit fit) {
  private static final long MOST_PIXELS = 100_000_000;
  private static final long MOST_BYTES = 1L << 29;

  /** Pictures of more pixels are thinned while they are read, and decoded one at a time. */
  private static final long LARGE_PIXELS = 16_000_000;

  /** Thinning leaves the mean over at least so many pixels along each axis. */
  private static final int LEAST_SHRINKAGE = 8;

  private static final Object LARGE = new Object();

  static {
    // Decoders that open streams within a picture would otherwise make temporary files for them.
    ImageIO.setUseCache(false);
  }

  /** Writes the picture to {@code target}, from {@code at} on, where there are zeros. */
  void read(Path file, byte[] target, int at) throws ImageFileException {
    read(contentOf(file), target, at);
  }

  private static byte[] contentOf(Path file) throws ImageFileException {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new ImageFileException(
            Reason.TOO_LARGE,
            String.format(
                Locale.ROOT,
                "a file of %,d bytes; at most %,d are read",
                Files.size(file),
                MOST_BYTES));
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new ImageFileException(
          Reason.UNREADABLE, "gone, or a link to a file that is not there", e);
    } catch (AccessDeniedException e) {
      throw new ImageFileException(Reason.UNREADABLE, "no permission to read it", e);
    } catch (IOException e) {
      throw new ImageFileException(Reason.UNREADABLE, "cannot be read: " + words(e), e);
    }
  }

  /** The same for the content of a file. */
  void read(byte[] file, byte[] target, int at) throws ImageFileException {
    try {
      ImageFileContent content = ImageFileContent.of(file);
      ImageReader reader = content.format().reader();
      try (ImageInputStream in =
          new MemoryCacheImageInputStream(new ByteArrayInputStream(content.bytes()))) {
        reader.setInput(in, true, true);
        read(content, reader, target, at);
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException | StackOverflowError e) {
      String found = words(e);
      throw new ImageFileException(
          found.contains("nsupported") ? Reason.UNSUPPORTED : Reason.DAMAGED,
          "cannot be decoded: " + found,
          e);
    }
  }

  private void read(ImageFileContent content, ImageReader reader, byte[] target, int at)
      throws IOException, ImageFileException {
    long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
    if (pixels > MOST_PIXELS) {
      throw new ImageFileException(
          Reason.TOO_LARGE,
          String.format(
              Locale.ROOT,
              "%dx%d pixels (height x width); at most %,d are read",
              reader.getHeight(0),
              reader.getWidth(0),
              MOST_PIXELS));
    }
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

    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    BufferedImage image = reader.read(0, param);
    refuseDamage(content.format(), warnings);

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

  /** Decoders go on after such damage with whatever pixels come out. */
  private static void refuseDamage(ImageFileFormat format, List<String> warnings)
      throws ImageFileException {
    for (String warning : warnings) {
      if (format == ImageFileFormat.GIF
          || warning.startsWith("Corrupt JPEG data")
          || warning.startsWith("Premature end of JPEG")) {
        throw new ImageFileException(Reason.DAMAGED, "damaged: " + warning);
      }
    }
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

  private static String words(Throwable problem) {
    String message = problem.getMessage();
    Throwable cause = problem.getCause();
    String words = message == null ? problem.getClass().getSimpleName() : message;
    return cause == null || cause.getMessage() == null || words.contains(cause.getMessage())
        ? words
        : words + " (" + cause.getMessage() + ")";
  }
}

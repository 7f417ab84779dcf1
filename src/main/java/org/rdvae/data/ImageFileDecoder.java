package org.rdvae.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
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

/**
 * Java's decoders, kept at a distance. They throw all sorts of exceptions at hostile files, and go
 * on after damage with whatever pixels come out; both become an {@link ImageFileException}, and
 * only a full heap does not. Nothing is decoded whose size is out of bounds.
 */
final class ImageFileDecoder {
  static {
    // Decoders that open streams within a picture would otherwise make temporary files for them.
    ImageIO.setUseCache(false);
  }

  /** What is done with a file that was found whole and a reader that is open on it. */
  @FunctionalInterface
  interface Work<T> {
    T of(ImageFileContent content, ImageReader reader) throws IOException, ImageFileException;
  }

  private ImageFileDecoder() {}

  /** The bytes of a file, if there are not too many. */
  static byte[] contentOf(Path file) throws ImageFileException {
    try {
      if (Files.size(file) > PictureLimits.MOST_BYTES) {
        throw new ImageFileException(
            Reason.TOO_LARGE,
            String.format(
                Locale.ROOT,
                "a file of %,d bytes; at most %,d are read",
                Files.size(file),
                PictureLimits.MOST_BYTES));
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

  /** Checks the file, opens a reader on what is to be decoded, and does the work with it. */
  static <T> T open(byte[] file, Work<T> work) throws ImageFileException {
    try {
      ImageFileContent content = ImageFileContent.of(file);
      ImageReader reader = content.format().reader();
      InputStream bytes =
          content.format() == ImageFileFormat.WEBP
              ? new WebpStream(content.bytes())
              : new ByteArrayInputStream(content.bytes());
      try (ImageInputStream in = new MemoryCacheImageInputStream(bytes)) {
        reader.setInput(in, true, true);
        requireSize(reader.getHeight(0), reader.getWidth(0));
        T made = work.of(content, reader);
        if (bytes instanceof WebpStream webp && webp.isOverrun()) {
          throw new ImageFileException(Reason.DAMAGED, "truncated: its pixels go on past its end");
        }
        return made;
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

  /** Refuses more pixels than are ever read. */
  static void requireSize(int height, int width) throws ImageFileException {
    if ((long) height * width > PictureLimits.MOST_PIXELS) {
      throw new ImageFileException(
          Reason.TOO_LARGE,
          String.format(
              Locale.ROOT,
              "%dx%d pixels (height x width); at most %,d are read",
              height,
              width,
              PictureLimits.MOST_PIXELS));
    }
    if (Math.max(height, width) > PictureLimits.MOST_SIDE) {
      throw new ImageFileException(
          Reason.TOO_LARGE,
          String.format(
              Locale.ROOT,
              "%dx%d pixels (height x width); at most %,d on a side are read",
              height,
              width,
              PictureLimits.MOST_SIDE));
    }
  }

  /** Decodes the picture, the first of several, within {@link #open}. */
  static BufferedImage decode(ImageFileContent content, ImageReader reader, ImageReadParam param)
      throws IOException, ImageFileException {
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    BufferedImage image = reader.read(0, param);
    for (String warning : warnings) {
      if (content.format() == ImageFileFormat.GIF
          || warning.startsWith("Corrupt JPEG data")
          || warning.startsWith("Premature end of JPEG")) {
        throw new ImageFileException(Reason.DAMAGED, "damaged: " + warning);
      }
    }
    return image;
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

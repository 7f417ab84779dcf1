package org.rdvae.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.rdvae.base.Failure;

/**
 * Reads images from an idx file, plain or gzip, which its first two bytes tell and not its name:
 * grey images, or colour images as planes of one or three channels.
 *
 * <pre>
 *   0 0 8 3 | images | rows | columns            | pixels, last dimension fastest
 *   0 0 8 4 | images | channels | rows | columns | pixels, last dimension fastest
 *             (each 32 bits, high byte first)      (one unsigned byte each)
 * </pre>
 *
 * <p>The sizes are checked before anything is allocated from them, and the pixels are read piece by
 * piece, so that a header that promises more than the file holds costs no more memory than the
 * file.
 */
final class IdxReader {
  private static final int MAGIC = 0x00000803;
  private static final int PLANES_MAGIC = 0x00000804;
  private static final int UNSIGNED_BYTE = 0x08;
  private static final double SHARE_OF_HEAP = 0.8;

  private final InputStream in;
  private final String place;

  private IdxReader(InputStream in, String place) {
    this.in = in;
    this.place = place;
  }

  /** Whether a file of at least these two bytes is one: zeros, or the mark of gzip. */
  static boolean begins(byte[] start) {
    return (start[0] == 0 && start[1] == 0) || (start[0] == 0x1F && start[1] == (byte) 0x8B);
  }

  static ImageSet read(Path file, Split split) {
    if (Files.isDirectory(file)) {
      throw new Failure(
          Failure.Kind.BAD_DATA, file + ": expected an idx file of images, found a folder");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString(), split);
    } catch (NoSuchFileException e) {
      throw new Failure(
          Failure.Kind.MISSING_PATH,
          file + ": expected an idx file of images, found nothing there",
          e);
    } catch (IOException e) {
      throw new Failure(
          Failure.Kind.INPUT_OUTPUT, file + ": expected a readable file, found " + e, e);
    }
  }

  /** Reads to the end of {@code in}; {@code place} names it in messages. */
  static ImageSet read(InputStream in, String place, Split split) throws IOException {
    try {
      return new IdxReader(unzipped(in), place).images(split);
    } catch (EOFException e) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          place + ": expected a whole gzip stream, found its end too early",
          e);
    } catch (ZipException e) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          place + ": expected an undamaged gzip stream, found damage: " + e.getMessage(),
          e);
    }
  }

  static InputStream unzipped(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
    return startsAsGzip(buffered) ? new GZIPInputStream(buffered, 1 << 16) : buffered;
  }

  private static boolean startsAsGzip(BufferedInputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
    in.reset();
    return gzip;
  }

  private ImageSet images(Split split) throws IOException {
    byte[] magic = in.readNBytes(Integer.BYTES);
    boolean planes = magic.length == Integer.BYTES && isPlanes(ByteBuffer.wrap(magic).getInt());
    int sizes = planes ? 4 : 3;
    ByteBuffer header = ByteBuffer.wrap(in.readNBytes(sizes * Integer.BYTES));
    if (header.limit() < sizes * Integer.BYTES) {
      int expected = (1 + sizes) * Integer.BYTES;
      int found = magic.length + header.limit();
      throw bad("expected a header of " + expected + " bytes", found + " bytes");
    }
    long count = Integer.toUnsignedLong(header.getInt());
    long channels = planes ? Integer.toUnsignedLong(header.getInt()) : 1;
    long height = Integer.toUnsignedLong(header.getInt());
    long width = Integer.toUnsignedLong(header.getInt());
    String images = count + " images of " + SizeText.words(height, width, channels);
    int size = checkedSize(count, height, width, channels, images);

    byte[] pixels = read(size, images);
    if (pixels.length < size) {
      throw bad(
          "expected " + size + " bytes of pixels (" + images + ")",
          "only " + pixels.length + ": the file is truncated");
    }
    // Also what makes a gzip stream check its own checksum, which it does only on reaching the end.
    if (in.read() != -1) {
      throw bad(
          "expected the end after " + images + " (" + size + " bytes of pixels)", "further bytes");
    }
    byte[] interleaved =
        channels == 1 ? pixels : interleave(pixels, (int) channels, size / (int) count);
    return new ImageSet(split, (int) count, (int) height, (int) width, (int) channels, interleaved);
  }

  /** From planes (each image CHW) to pixels (each image HWC). */
  private static byte[] interleave(byte[] planes, int channels, int valuesPerImage) {
    byte[] pixels = new byte[planes.length];
    int planeSize = valuesPerImage / channels;
    for (int from = 0; from < planes.length; from += valuesPerImage) {
      for (int i = 0; i < valuesPerImage; i++) {
        pixels[from + i % planeSize * channels + i / planeSize] = planes[from + i];
      }
    }
    return pixels;
  }

  /** Whether a file that begins so holds channels, which it says in one more size. */
  private boolean isPlanes(int magic) {
    if (magic == MAGIC || magic == PLANES_MAGIC) {
      return magic == PLANES_MAGIC;
    }
    String found = String.format(Locale.ROOT, "0x%08x", magic);
    int type = magic >>> 8;
    int dimensions = magic & 0xFF;
    if (type == UNSIGNED_BYTE) {
      String hint = dimensions == 1 ? "; this is how label files begin" : "";
      throw bad(
          "expected 3 dimensions (images, rows, columns) or 4 (images, channels, rows, columns)",
          dimensions + " (magic number " + found + ")" + hint);
    }
    throw bad("expected an idx file of 8-bit images, magic number 0x00000803", found);
  }

  /**
   * The number of values. In doubles, because 32-bit sizes overflow a long and a file may claim
   * any.
   */
  private int checkedSize(long count, long height, long width, long channels, String images) {
    String found = images + " in the header";
    if (count == 0) {
      throw bad("expected at least one image", found);
    }
    if (height == 0 || width == 0) {
      throw bad("expected images of at least 1x1 pixel", found);
    }
    if (channels != 1 && channels != 3) {
      throw bad(
          "expected 1 channel (grey) or 3 (colour)",
          channels + " in the header (images, channels, rows, columns)");
    }
    if ((double) count * height * width * channels > ImageSet.MOST_VALUES) {
      throw bad("expected at most " + ImageSet.MOST_VALUES + " bytes of pixels (2 GiB)", found);
    }
    return (int) (count * height * width * channels);
  }

  /**
   * A few kilobytes of gzip can be gigabytes of zeros. While they are read, pixels are held twice.
   */
  private byte[] read(int size, String images) throws IOException {
    double most = SHARE_OF_HEAP * Runtime.getRuntime().maxMemory() / 2;
    byte[] pixels = in.readNBytes((int) Math.min(size, most));
    if (size > most && pixels.length == (int) most) {
      throw new Failure(
          Failure.Kind.OUT_OF_MEMORY,
          String.format(
              Locale.ROOT,
              "%s: expected at most %,.2f GB of pixels, %.0f%% of what Java may use, found %,.2f GB"
                  + " (%s); give Java more (-Xmx)",
              place,
              most / 1e9,
              100 * SHARE_OF_HEAP / 2,
              size / 1e9,
              images));
    }
    return pixels;
  }

  private Failure bad(String expected, String found) {
    return new Failure(Failure.Kind.BAD_DATA, place + ": " + expected + ", found " + found);
  }
}

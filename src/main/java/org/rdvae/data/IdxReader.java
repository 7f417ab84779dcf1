package org.rdvae.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.rdvae.base.Failure;

/**
 * Reads grey images from an idx file, plain or gzip, which its first two bytes tell and not its
 * name.
 *
 * <pre>
 *   0 0 8 3 | images | rows | columns | pixels, last dimension fastest
 *           (each 32 bits, high byte first)     (one unsigned byte each)
 * </pre>
 *
 * <p>The sizes are checked before anything is allocated from them, and the pixels are read piece by
 * piece, so that a header that promises more than the file holds costs no more memory than the
 * file.
 */
final class IdxReader {
  private static final int MAGIC = 0x00000803;
  private static final int HEADER_BYTES = 16;
  private static final int UNSIGNED_BYTE = 0x08;

  /** Virtual machines refuse arrays of the last few lengths below 2^31. */
  private static final int MOST_PIXELS = Integer.MAX_VALUE - 8;

  private final InputStream in;
  private final String place;

  private IdxReader(InputStream in, String place) {
    this.in = in;
    this.place = place;
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
    BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
    try {
      return new IdxReader(
              startsAsGzip(buffered) ? new GZIPInputStream(buffered, 1 << 16) : buffered, place)
          .images(split);
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

  private static boolean startsAsGzip(BufferedInputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
    in.reset();
    return gzip;
  }

  private ImageSet images(Split split) throws IOException {
    ByteBuffer header = ByteBuffer.wrap(in.readNBytes(HEADER_BYTES));
    if (header.limit() >= Integer.BYTES) {
      checkMagic(header.getInt(0));
    }
    if (header.limit() < HEADER_BYTES) {
      throw bad("expected a header of " + HEADER_BYTES + " bytes", header.limit() + " bytes");
    }
    long count = Integer.toUnsignedLong(header.getInt(4));
    long height = Integer.toUnsignedLong(header.getInt(8));
    long width = Integer.toUnsignedLong(header.getInt(12));
    int size = checkedSize(count, height, width);

    byte[] pixels = in.readNBytes(size);
    if (pixels.length < size) {
      throw bad(
          "expected "
              + size
              + " bytes of pixels ("
              + count
              + " images of "
              + height
              + "x"
              + width
              + ")",
          "only " + pixels.length + ": the file is truncated");
    }
    // Also what makes a gzip stream check its own checksum, which it does only on reaching the end.
    if (in.read() != -1) {
      throw bad(
          "expected the end after "
              + count
              + " images of "
              + height
              + "x"
              + width
              + " ("
              + size
              + " bytes of pixels)",
          "further bytes");
    }
    return new ImageSet(split, (int) count, (int) height, (int) width, pixels);
  }

  private void checkMagic(int magic) {
    if (magic == MAGIC) {
      return;
    }
    String found = String.format("0x%08x", magic);
    int type = magic >>> 8;
    int dimensions = magic & 0xFF;
    if (type == UNSIGNED_BYTE) {
      String hint =
          switch (dimensions) {
            case 1 -> "; this is how label files begin";
            case 4 -> "; colour images are not supported yet";
            default -> "";
          };
      throw bad(
          "expected 3 dimensions (images, rows, columns)",
          dimensions + " (magic number " + found + ")" + hint);
    }
    throw bad("expected an idx file of 8-bit images, magic number 0x00000803", found);
  }

  /**
   * The number of pixels. In doubles, because three 32-bit sizes overflow a long and a file may
   * claim any.
   */
  private int checkedSize(long count, long height, long width) {
    String found = count + " images of " + height + "x" + width + " in the header";
    if (count == 0) {
      throw bad("expected at least one image", found);
    }
    if (height == 0 || width == 0) {
      throw bad("expected images of at least 1x1 pixel", found);
    }
    if ((double) count * height * width > MOST_PIXELS) {
      throw bad("expected at most " + MOST_PIXELS + " bytes of pixels (2 GiB)", found);
    }
    return (int) (count * height * width);
  }

  private Failure bad(String expected, String found) {
    return new Failure(Failure.Kind.BAD_DATA, place + ": " + expected + ", found " + found);
  }
}

package org.rdvae.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Finds the orientation in an EXIF block, which is a TIFF file without a picture:
 *
 * <pre>
 *   (Exif 0 0)  II or MM | 42 | offset of the directory | ... | entries | tag, type, count, value | ...
 *               byte order  16   32 bits                        16 bits   16   16    32     32
 * </pre>
 *
 * <p>Cameras and editors write many broken blocks around good pixels, so one that cannot be read is
 * as good as none, and nothing here is ever an error.
 */
final class OrientationTag {
  private static final byte[] PREFIX = {'E', 'x', 'i', 'f', 0, 0};
  private static final int LITTLE_ENDIAN = 0x4949;
  private static final int BIG_ENDIAN = 0x4D4D;
  private static final int TIFF = 42;
  private static final int TAG = 0x0112;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int ENTRY_BYTES = 12;

  private OrientationTag() {}

  /** Whether a block of JPEG's kind APP1 is EXIF. */
  static boolean startsExif(byte[] bytes, int at, int length) {
    if (length < PREFIX.length) {
      return false;
    }
    for (int i = 0; i < PREFIX.length; i++) {
      if (bytes[at + i] != PREFIX[i]) {
        return false;
      }
    }
    return true;
  }

  /** Reads the block of {@code length} bytes at {@code at}, with or without {@code Exif 0 0}. */
  static Orientation read(byte[] bytes, int at, int length) {
    int skipped = startsExif(bytes, at, length) ? PREFIX.length : 0;
    // A slice, so that positions count from the block's start and none lies outside it.
    ByteBuffer tiff = ByteBuffer.wrap(bytes, at + skipped, length - skipped).slice();
    if (tiff.limit() < 8) {
      return Orientation.UPRIGHT;
    }
    int order = tiff.getShort(0);
    if (order != LITTLE_ENDIAN && order != BIG_ENDIAN) {
      return Orientation.UPRIGHT;
    }
    tiff.order(order == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    long directory = Integer.toUnsignedLong(tiff.getInt(4));
    if (tiff.getShort(2) != TIFF || directory + 2 > tiff.limit()) {
      return Orientation.UPRIGHT;
    }
    return inDirectory(tiff, (int) directory);
  }

  private static Orientation inDirectory(ByteBuffer tiff, int directory) {
    int entries = Short.toUnsignedInt(tiff.getShort(directory));
    for (int i = 0; i < entries; i++) {
      int entry = directory + 2 + i * ENTRY_BYTES;
      if (entry + ENTRY_BYTES > tiff.limit()) {
        return Orientation.UPRIGHT;
      }
      if (Short.toUnsignedInt(tiff.getShort(entry)) == TAG) {
        return switch (tiff.getShort(entry + 2)) {
          case SHORT -> Orientation.ofExif(tiff.getShort(entry + 8));
          case LONG -> Orientation.ofExif(tiff.getInt(entry + 8));
          default -> Orientation.UPRIGHT;
        };
      }
    }
    return Orientation.UPRIGHT;
  }
}

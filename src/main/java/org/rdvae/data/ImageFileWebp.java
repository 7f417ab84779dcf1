package org.rdvae.data;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.rdvae.data.ImageFileException.Reason;

/**
 * Goes through the chunks of a WebP file, finds out whether its end is there, and keeps those that
 * decide the stored pixels.
 *
 * <pre>
 *   RIFF | length of the rest | WEBP | type | length | data, padded to even | ...
 *   4      4, low byte first    4      4      4
 * </pre>
 */
final class ImageFileWebp {
  private static final Set<String> LEFT_OUT = Set.of("ICCP", "EXIF", "XMP ");

  /** The bits by which the first chunk of an extended file announces those left out. */
  private static final int LEFT_OUT_FLAGS = 0x20 | 0x08 | 0x04;

  private static final int HEADER_BYTES = 12;
  private static final int CHUNK_HEADER_BYTES = 8;

  private ImageFileWebp() {}

  static ImageFileContent content(byte[] file) throws ImageFileException {
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    long end = CHUNK_HEADER_BYTES + Integer.toUnsignedLong(bytes.getInt(4));
    if (end > file.length) {
      throw new ImageFileException(
          Reason.DAMAGED,
          "truncated: its header promises " + end + " bytes, the file has " + file.length);
    }
    ByteArrayOutputStream kept = new ByteArrayOutputStream(file.length);
    kept.write(file, 0, HEADER_BYTES);
    Orientation orientation = Orientation.UPRIGHT;
    ImageFileProfile profile = new ImageFileProfile();
    int at = HEADER_BYTES;
    while (at + CHUNK_HEADER_BYTES <= end) {
      String type = new String(file, at, 4, StandardCharsets.ISO_8859_1);
      long length = Integer.toUnsignedLong(bytes.getInt(at + 4));
      int data = at + CHUNK_HEADER_BYTES;
      if (data + length > end) {
        throw new ImageFileException(
            Reason.DAMAGED,
            "damaged: the part that begins at byte " + at + " reaches past the end");
      }
      // Some writers leave out the padding of the last chunk.
      int next = (int) Math.min(end, data + length + (length & 1));
      if (!LEFT_OUT.contains(type)) {
        kept.write(file, at, next - at);
      } else if (type.equals("EXIF")) {
        orientation = OrientationTag.read(file, data, (int) length);
      } else if (type.equals("ICCP")) {
        profile.set(Arrays.copyOfRange(file, data, data + (int) length));
      }
      at = next;
    }
    byte[] bare = kept.toByteArray();
    ByteBuffer.wrap(bare)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(4, bare.length - CHUNK_HEADER_BYTES);
    int first = HEADER_BYTES + CHUNK_HEADER_BYTES;
    if (bare.length > first && bare[HEADER_BYTES + 3] == 'X') {
      bare[first] = (byte) (bare[first] & ~LEFT_OUT_FLAGS);
    }
    return new ImageFileContent(ImageFileFormat.WEBP, bare, orientation, profile);
  }
}

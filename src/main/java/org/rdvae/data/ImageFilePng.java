package org.rdvae.data;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.CRC32;
import org.rdvae.data.ImageFileException.Reason;

/**
 * Goes through the chunks of a PNG file, checks their checksums, which Java's reader does not, and
 * keeps those that decide the stored pixels.
 *
 * <pre>
 *   signature | length | type | data    | checksum over type and data | ... | IEND
 *   8 bytes     4        4      length    4
 * </pre>
 */
final class ImageFilePng {
  private static final Set<String> KEPT = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");
  private static final int SIGNATURE_BYTES = 8;

  /** Length, type and checksum. */
  private static final int FRAME_BYTES = 12;

  private final byte[] file;
  private final ByteArrayOutputStream kept;
  private final ImageFileProfile profile = new ImageFileProfile();
  private Orientation orientation = Orientation.UPRIGHT;

  ImageFilePng(byte[] file) {
    this.file = file;
    kept = new ByteArrayOutputStream(file.length);
  }

  ImageFileContent content() throws ImageFileException {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    kept.write(file, 0, SIGNATURE_BYTES);
    int at = SIGNATURE_BYTES;
    String type = "";
    while (!type.equals("IEND")) {
      if (file.length - at < FRAME_BYTES) {
        throw truncated();
      }
      int length = bytes.getInt(at);
      type = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
      if (length < 0 || length > file.length - at - FRAME_BYTES) {
        throw truncated();
      }
      CRC32 checksum = new CRC32();
      checksum.update(file, at + 4, 4 + length);
      if ((int) checksum.getValue() != bytes.getInt(at + 8 + length)) {
        throw new ImageFileException(
            Reason.DAMAGED,
            "damaged: the checksum of the part that begins at byte " + at + " is wrong");
      }
      if (KEPT.contains(type)) {
        kept.write(file, at, length + FRAME_BYTES);
      } else if (type.equals("eXIf")) {
        orientation = OrientationTag.read(file, at + 8, length);
      } else if (type.equals("iCCP")) {
        profile.setNamed(Arrays.copyOfRange(file, at + 8, at + 8 + length));
      }
      at += length + FRAME_BYTES;
    }
    return new ImageFileContent(ImageFileFormat.PNG, kept.toByteArray(), orientation, profile);
  }

  private ImageFileException truncated() {
    return new ImageFileException(
        Reason.DAMAGED, "truncated: it ends after " + file.length + " bytes, before its end mark");
  }
}

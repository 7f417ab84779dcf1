package org.rdvae.checkpoint;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.rdvae.base.Sha256;

/**
 * The digest that a file carries of itself: SHA-256 of all its bytes, with those that hold the
 * digest (64 lower-case hex digits) taken as the character 0.
 */
final class FileDigest {
  static final int LENGTH = 64;

  /** What stands in the digest's place while it is computed. */
  static final String BLANK = "0".repeat(LENGTH);

  private static final byte[] MARK =
      ("\"" + SafetensorsHeader.DIGEST + "\":\"").getBytes(StandardCharsets.US_ASCII);

  private FileDigest() {}

  /**
   * Where in a header the digest begins, or -1. No JSON is needed for that: within a JSON text the
   * mark's quotes would be escaped, so its first occurrence is the key, and a header made to
   * deceive is caught when it is parsed.
   */
  static int find(byte[] header) {
    for (int from = 0; from + MARK.length + LENGTH < header.length; from++) {
      int end = from + MARK.length;
      if (header[from] == '"' && Arrays.equals(header, from, end, MARK, 0, MARK.length)) {
        return header[end + LENGTH] == '"' ? end : -1;
      }
    }
    return -1;
  }

  /**
   * The digest of a file whose header has been read, so that {@code rest} stands at the first byte
   * of the data.
   */
  static String compute(byte[] header, int digestAt, RandomAccessFile rest) throws IOException {
    MessageDigest digest = Sha256.begin();
    digest.update(
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(0, header.length));
    digest.update(header, 0, digestAt);
    digest.update(BLANK.getBytes(StandardCharsets.US_ASCII));
    digest.update(header, digestAt + LENGTH, header.length - digestAt - LENGTH);
    byte[] chunk = new byte[1 << 16];
    for (int count = rest.read(chunk); count > 0; count = rest.read(chunk)) {
      digest.update(chunk, 0, count);
    }
    return Sha256.end(digest);
  }
}

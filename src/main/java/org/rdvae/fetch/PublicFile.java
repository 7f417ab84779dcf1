package org.rdvae.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.rdvae.base.Failure;

/**
 * A file as it is published.
 *
 * @param sha256 of all its bytes, in lower-case hexadecimal digits
 */
public record PublicFile(String name, long bytes, String sha256) {
  private static final int CHUNK_BYTES = 1 << 16;

  /** Whether a file on disk is this one, bit for bit. */
  boolean isAt(Path path) {
    try {
      return Files.size(path) == bytes && sha256Of(path).equals(sha256);
    } catch (IOException e) {
      throw new Failure(
          Failure.Kind.INPUT_OUTPUT, path + ": expected a readable file, found " + e, e);
    }
  }

  static String sha256Of(Path path) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    byte[] chunk = new byte[CHUNK_BYTES];
    try (InputStream in = Files.newInputStream(path)) {
      for (int count = in.read(chunk); count > 0; count = in.read(chunk)) {
        digest.update(chunk, 0, count);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** What somebody must know who gets the file by other means. */
  String words() {
    return String.format(Locale.ROOT, "%s  %,d bytes  SHA-256 %s", name, bytes, sha256);
  }
}

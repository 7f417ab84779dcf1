package org.rdvae.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.rdvae.base.Failure;
import org.rdvae.base.Sha256;

/**
 * A file as it is published.
 *
 * @param sha256 of all its bytes, in lower-case hexadecimal digits
 */
public record PublicFile(String name, long bytes, String sha256) {
  /** Whether a file on disk is this one, bit for bit. */
  boolean isAt(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return Files.size(path) == bytes && Sha256.ofRest(in).equals(sha256);
    } catch (IOException e) {
      throw new Failure(
          Failure.Kind.INPUT_OUTPUT, path + ": expected a readable file, found " + e, e);
    }
  }

  /** What somebody must know who gets the file by other means. */
  String words() {
    return String.format(Locale.ROOT, "%s  %,d bytes  SHA-256 %s", name, bytes, sha256);
  }
}

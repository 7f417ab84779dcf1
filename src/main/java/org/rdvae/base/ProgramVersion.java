package org.rdvae.base;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/** Which rdvae this is. */
public final class ProgramVersion {
  private ProgramVersion() {}

  /** The version in the jar's manifest, or {@code development} when run from classes. */
  public static String text() {
    String version = ProgramVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /**
   * The commit that was built, with {@code -changed} behind it if its files were; empty if it was
   * not built in a clone of the repository.
   */
  public static Optional<String> revision() {
    try (InputStream in = ProgramVersion.class.getResourceAsStream("revision.properties")) {
      if (in == null) {
        return Optional.empty();
      }
      Properties properties = new Properties();
      properties.load(in);
      return Optional.ofNullable(properties.getProperty("git.commit.id.describe"))
          .filter(text -> !text.isBlank());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

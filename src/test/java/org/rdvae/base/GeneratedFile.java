package org.rdvae.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file in the tree that code makes. Tests hold the file to what the code says now; to write such
 * files anew,
 *
 * <pre>
 * mvn test -Dtest='SettingsReferenceTest,SettingsSchemaTest,LikelihoodTableTest' \
 *   -Dsurefire.failIfNoSpecifiedTests=false -Dgenerated=write
 * </pre>
 */
public final class GeneratedFile {
  private GeneratedFile() {}

  /** Requires the file to have this text, or with {@code -Dgenerated=write} gives it to it. */
  public static void require(Path file, String text) throws IOException {
    if ("write".equals(System.getProperty("generated"))) {
      Files.writeString(file, text);
    }
    assertThat(Files.readString(file)).as("%s, see GeneratedFile", file).isEqualTo(text);
  }
}

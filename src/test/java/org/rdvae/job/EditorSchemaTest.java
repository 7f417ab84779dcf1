package org.rdvae.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EditorSchemaTest {
  private static final String START = "# yaml-language-server: $schema=";

  @TempDir Path folder;
  private Path home;
  private Path schema;

  @BeforeEach
  void writeSchema() throws IOException {
    home = folder.resolve("my rdvae");
    schema = home.resolve("configs/rdvae.schema.json");
    Files.createDirectories(schema.getParent());
    Files.writeString(schema, "{}");
  }

  private String lineFor(String config) {
    return EditorSchema.lineFor(Optional.of(folder.resolve(config)), home);
  }

  @Test
  void insideTheProgramsFolderTheWayIsRelative() {
    assertThat(lineFor("my rdvae/configs/mine.yaml")).isEqualTo(START + "rdvae.schema.json\n");
    assertThat(lineFor("my rdvae/mine.yaml")).isEqualTo(START + "configs/rdvae.schema.json\n");
    assertThat(lineFor("my rdvae/a/b c/mine.yaml"))
        .isEqualTo(START + "../../configs/rdvae.schema.json\n");
  }

  /** Editors read up to the first space. */
  @Test
  void elsewhereItIsAUriWithoutSpaces() {
    assertThat(lineFor("elsewhere/mine.yaml"))
        .isEqualTo(EditorSchema.lineFor(Optional.empty(), home))
        .doesNotContain("my rdvae");
    String uri = lineFor("elsewhere/mine.yaml").substring(START.length()).strip();
    assertThat(Path.of(URI.create(uri))).isEqualTo(schema);
  }

  @Test
  void withoutTheFileThereIsNoLine() throws IOException {
    Files.delete(schema);
    assertThat(lineFor("my rdvae/mine.yaml")).isEmpty();
  }
}

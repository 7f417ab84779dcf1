package org.rdvae.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProgramVersionTest {
  /** A folder without a history, such as an unpacked archive, has no commit. */
  @Test
  void namesTheCommitOfAClone() {
    if (Files.exists(Path.of(".git"))) {
      assertThat(ProgramVersion.revision()).get().asString().matches("[0-9a-f]{12,}(-changed)?");
    } else {
      assertThat(ProgramVersion.revision()).isEmpty();
    }
  }
}

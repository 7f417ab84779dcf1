package org.rdvae.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.rdvae.base.GeneratedFile;

class SettingsReferenceTest {

  @Test
  void everySettingIsARow() {
    assertThat(SettingsReference.markdown())
        .contains(
            "| `seed` | a whole number of at least 0 | `1` | Start of every random stream of the run. |\n")
        .contains(
            "| `model.latent.size` | a whole number from 1 to 100000 | required | Number of latent variables; with levels above")
        .contains("| `model.encoder` | a list of [layers](#layers) | required |")
        .containsOnlyOnce("dense.gated` | true or false | `false` |")
        .containsOnlyOnce("| `dense.gated` |")
        .contains("| `data.path` | a path or null | `null` |")
        .contains("| `codec.balance` | a number from 0 to 1 | `0.5` |")
        .contains("| `data.patch` |")
        .containsOnlyOnce("| `training.batch` |")
        .contains("| `training.schedule` | one of constant, cosine, linear, steps | `constant` |");
  }

  @Test
  void thePageIsWhatTheSettingsSay() throws IOException {
    GeneratedFile.require(Path.of("src/site/markdown/settings.md"), SettingsReference.markdown());
  }
}

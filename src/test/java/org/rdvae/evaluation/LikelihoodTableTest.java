package org.rdvae.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.rdvae.base.GeneratedFile;
import org.rdvae.checkpoint.Checkpoint;
import tools.jackson.databind.JsonNode;

class LikelihoodTableTest {
  @Test
  void theReadmeHasWhatWasMeasured() throws IOException {
    GeneratedFile.require(LikelihoodTable.README, LikelihoodTable.readme());
  }

  /** {@code rdvae evaluate} of all of them takes hours; their numbers are of these very files. */
  @Test
  void theModelsAreThoseThatWereMeasured() throws IOException {
    assertThat(LikelihoodTable.results()).isNotEmpty();
    for (JsonNode result : LikelihoodTable.results()) {
      assertThat(Path.of(result.get("config").asString())).isRegularFile();
      if (!result.get("checkpoint").isNull()) {
        Path checkpoint = Path.of(result.get("checkpoint").asString());
        assertThat(Checkpoint.read(checkpoint).shortModelHash())
            .isEqualTo(result.get("evaluation").get("model").asString());
        assertThat(Path.of(checkpoint.toString().replace(".safetensors", ".md"))).isRegularFile();
      }
    }
  }
}

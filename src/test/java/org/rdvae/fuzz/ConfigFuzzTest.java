package org.rdvae.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;
import org.rdvae.config.ConfigReader;
import org.rdvae.config.ConfigWriter;

/** Any bytes as a config: a job, or a complaint that names a place for each of its lines. */
class ConfigFuzzTest {
  @TempDir private static Path folder;
  private static Path file;

  @BeforeAll
  static void name() {
    file = folder.resolve("job.yaml");
  }

  @FuzzTest
  void config(byte[] text) throws IOException {
    Files.write(file, text);
    try {
      String written = ConfigWriter.plain(ConfigReader.readTraining(file, List.of()));
      // What is written says the same.
      assertThat(ConfigWriter.plain(ConfigReader.parseResolvedTraining(written, "written")))
          .isEqualTo(written);
    } catch (Failure e) {
      assertThat(e.kind()).as(e.getMessage()).isEqualTo(Failure.Kind.BAD_CONFIG);
      assertThat(e.getMessage().lines())
          .isNotEmpty()
          .allMatch(line -> line.contains("job.yaml:") || line.startsWith("and "));
    }
  }
}

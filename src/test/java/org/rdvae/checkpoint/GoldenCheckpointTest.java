package org.rdvae.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenCheckpointTest {
  @Test
  void readsTheFileOfTheFirstVersion() throws URISyntaxException {
    assertThat(Checkpoint.read(golden()))
        .usingRecursiveComparison()
        .isEqualTo(GoldenCheckpoint.tiny());
  }

  @Test
  void keepsTheModelHashOfTheFirstVersion() throws URISyntaxException {
    assertThat(Checkpoint.read(golden()).modelHash())
        .isEqualTo("50e189db29eb57b758900e77d372e62d0b9fa3793357a590be3fd88807708bd5");
  }

  @Test
  void stillWritesTheFirstVersionToTheByte(@TempDir Path folder) throws URISyntaxException {
    Path path = folder.resolve("tiny.safetensors");
    GoldenCheckpoint.tiny().write(path);

    assertThat(path).hasSameBinaryContentAs(golden());
  }

  private static Path golden() throws URISyntaxException {
    return Path.of(GoldenCheckpointTest.class.getResource("v1/tiny.safetensors").toURI());
  }
}

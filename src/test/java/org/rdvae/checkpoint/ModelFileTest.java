package org.rdvae.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFileTest {
  private static final Checkpoint TINY = GoldenCheckpoint.tiny();

  @TempDir Path folder;

  @Test
  void tellsTheHashOfAFullAndOfASlimCheckpoint() {
    Path full = folder.resolve("full.safetensors");
    Path slim = folder.resolve("slim.safetensors");
    TINY.write(full);
    TINY.slim().write(slim);

    assertThat(ModelFile.hashOf(full)).hasValue(TINY.modelHash());
    assertThat(ModelFile.hashOf(slim)).hasValue(TINY.modelHash());
  }

  /** They are megabytes, and decide nothing. */
  @Test
  void doesNotReadTheMoments() throws IOException {
    Path full = folder.resolve("full.safetensors");
    TINY.write(full);
    byte[] bytes = Files.readAllBytes(full);
    // The last tensor is the second moment.
    Arrays.fill(bytes, bytes.length - 12, bytes.length, (byte) 1);
    Files.write(full, bytes);
    assertThat(ModelFile.hashOf(full)).hasValue(TINY.modelHash());

    Files.write(full, Arrays.copyOf(bytes, bytes.length - 12));
    assertThat(ModelFile.hashOf(full)).hasValue(TINY.modelHash());
  }

  @Test
  void tellsNothingOfWhatIsNoCheckpoint() throws IOException {
    Path file = folder.resolve("x.safetensors");
    assertThat(ModelFile.hashOf(file)).isEmpty();
    assertThat(ModelFile.hashOf(folder)).isEmpty();
    Files.writeString(file, "short");
    assertThat(ModelFile.hashOf(file)).isEmpty();
    Files.writeString(file, "a text that is longer than a header's length");
    assertThat(ModelFile.hashOf(file)).isEmpty();
    new Safetensors(Map.of("rdvae.kind", "latents"), Map.of()).write(file);
    assertThat(ModelFile.hashOf(file)).isEmpty();
    TINY.slim().write(file);
    Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 300));
    assertThat(ModelFile.hashOf(file)).isEmpty();
  }
}

package org.rdvae.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.checkpoint.ModelFile;
import org.rdvae.checkpoint.Safetensors;
import org.rdvae.checkpoint.SafetensorsBytes;

/**
 * Any text as the header of a checkpoint, before some data and with a right digest: refused, or
 * loaded with the shapes that it declares.
 */
class CheckpointFuzzTest {
  private static final int DATA_BYTES = 64;

  @TempDir private static Path folder;
  private static Path file;

  @BeforeAll
  static void name() {
    file = folder.resolve("fuzzed.safetensors");
  }

  @FuzzTest
  void header(byte[] header) throws IOException {
    byte[] sealed = new SafetensorsBytes(header, new byte[DATA_BYTES]).resealed();
    Files.write(file, sealed);
    ModelFile.hashOf(file);
    try {
      Map<String, String> shapes = new LinkedHashMap<>();
      Safetensors.read(file)
          .tensors()
          .forEach((name, tensor) -> shapes.put(name, Arrays.toString(tensor.shape())));
      byte[] sealedHeader = Arrays.copyOfRange(sealed, Long.BYTES, Long.BYTES + header.length);
      assertThat(shapes)
          .containsExactlyInAnyOrderEntriesOf(
              new SafetensorsBytes(sealedHeader, new byte[DATA_BYTES]).shapes());
      Checkpoint.read(file);
    } catch (Failure e) {
      assertThat(e.kind()).as(e.getMessage()).isEqualTo(Failure.Kind.BAD_DATA);
      assertThat(e).hasMessageStartingWith(file + " ");
    }
  }

  /** The same of whole files, whose digest almost never fits. */
  @FuzzTest
  void file(byte[] bytes) throws IOException {
    Files.write(file, bytes);
    ModelFile.hashOf(file);
    try {
      Safetensors.read(file);
    } catch (Failure e) {
      assertThat(e.kind()).as(e.getMessage()).isEqualTo(Failure.Kind.BAD_DATA);
      assertThat(e).hasMessageStartingWith(file + " ");
    }
  }
}

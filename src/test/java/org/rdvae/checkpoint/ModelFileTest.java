package org.rdvae.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;

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

  @Test
  void halvedParametersAreAModelOfTheirOwn() throws IOException {
    NamedTensor weight = new NamedTensor("a", new long[] {5}, new float[] {0.1f, -3, 1e-7f, 0, 7});
    Checkpoint halved = with(weight).halved();
    assertThat(halved.parameters().get(0).values())
        .containsExactly(0.099975586f, -3, 1.1920929e-7f, 0, 7);
    assertThat(halved.training()).isEmpty();
    assertThat(halved.modelHash()).isNotEqualTo(with(weight).modelHash());

    Path path = folder.resolve("half.safetensors");
    halved.writeHalved(path);
    Checkpoint read = Checkpoint.read(path);
    assertThat(read.parameters().get(0).values()).isEqualTo(halved.parameters().get(0).values());
    assertThat(read.modelHash()).isEqualTo(halved.modelHash());
    assertThat(ModelFile.hashOf(path)).hasValue(halved.modelHash());
    assertThat(Safetensors.read(path).tensors().get("a").type()).isEqualTo(StoredTensor.Type.F16);
    long bytes = Files.size(path);
    read.write(path);
    assertThat(Files.size(path)).isBetween(bytes + 2, bytes + 18);
    assertThat(ModelFile.hashOf(path)).hasValue(halved.modelHash());
  }

  @Test
  void sixteenBitsAreOfAllParametersOrOfNone() {
    NamedTensor first = new NamedTensor("a", new long[] {2}, new float[] {1, 2});
    NamedTensor second = new NamedTensor("b", new long[] {1}, new float[] {3});
    Safetensors whole = CheckpointForm.toFile(with(first, second), StoredTensor.Type.F32);
    Safetensors halved = CheckpointForm.toFile(with(first, second), StoredTensor.Type.F16);
    for (String half : List.of("a", "b")) {
      Map<String, StoredTensor> mixed = new LinkedHashMap<>(whole.tensors());
      mixed.put(half, halved.tensors().get(half));
      refuses(
          new Safetensors(whole.metadata(), mixed),
          half.equals("a")
              ? "tensor b has type F32, that of tensor a expected: F16"
              : "tensor b has type F16, that of tensor a expected: F32");
    }
    Map<String, String> full = new LinkedHashMap<>(halved.metadata());
    full.put("rdvae.kind", "full");
    refuses(
        new Safetensors(full, halved.tensors()),
        "tensor a has type F16, F32 expected in a full checkpoint");
  }

  private static void refuses(Safetensors file, String reason) {
    Path path = Path.of("mixed.safetensors");
    assertThatThrownBy(() -> CheckpointForm.fromFile(file, path))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.BAD_DATA))
        .hasMessage(path + " is not a valid checkpoint: " + reason);
  }

  @Test
  void whatIsTooLargeForSixteenBitsIsNotHalved() {
    assertThatThrownBy(TINY::halved)
        .isInstanceOf(Failure.class)
        .hasMessage(
            "Parameter encoder.0.weight has the value 1.0E30 at position 4, too large for 16 bits:"
                + " at most 65504 expected");
  }

  private static Checkpoint with(NamedTensor... parameters) {
    return new Checkpoint(
        TINY.config(),
        2,
        1,
        1,
        List.of(parameters),
        Optional.empty(),
        TINY.position(),
        TINY.provenance());
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

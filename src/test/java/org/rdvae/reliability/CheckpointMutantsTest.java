package org.rdvae.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.checkpoint.ModelFile;
import org.rdvae.checkpoint.Safetensors;
import org.rdvae.checkpoint.SafetensorsBytes;
import org.rdvae.checkpoint.StoredTensor;
import org.rdvae.job.SavedModel;

/**
 * A damaged or hostile checkpoint. With a wrong digest it is refused within 2 seconds and 64 MiB
 * beside its own size; with a right one it is refused, or loaded with exactly the names, the shapes
 * and the bytes that its header declares.
 */
@Tag("reliability")
@Tag("checkpoint-mutants")
class CheckpointMutantsTest {
  private static final Property PROPERTY = new Property("checkpoint-mutants", 3_000, 40_000);

  @TempDir Path folder;
  private byte[] honest;
  private Path file;
  private int loaded;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("mutant.safetensors");
    TinyCheckpoint.write(file);
    honest = Files.readAllBytes(file);
    assertThat(SavedModel.load(file).checkpoint().training()).isPresent();
  }

  @Test
  void mutantsAreRefusedOrLoadedAsDeclared() {
    PROPERTY.check(this::run);
    assertThat(loaded).as("loaded").isGreaterThanOrEqualTo(PROPERTY.cases() / 50);
  }

  private void run(int number, Random random) throws IOException {
    boolean resealed = number % 2 == 1;
    byte[] mutant = mutant(number, resealed, random);
    if (Arrays.equals(mutant, honest)) {
      return;
    }
    Files.write(file, mutant);
    Budget.ofFile(mutant.length).hold(() -> read(mutant, resealed));
    // Tells a file's model without checking anything else.
    ModelFile.hashOf(file);
    if (number % 8 == 1) {
      try {
        SavedModel.load(file);
      } catch (Failure e) {
        assertThat(e.kind()).isEqualTo(Failure.Kind.BAD_DATA);
      }
    }
  }

  private byte[] mutant(int number, boolean resealed, Random random) {
    SafetensorsBytes parts = SafetensorsBytes.of(honest);
    if (number / 2 % 2 == 0) {
      String header = HeaderEdits.of(parts.text(), random);
      SafetensorsBytes edited = parts.withHeader(header);
      return resealed ? edited.resealed() : edited.file();
    } else if (!resealed) {
      return Accidents.of(honest, random);
    }
    // The length stays true, or there would be no place for the digest.
    return (random.nextBoolean()
            ? new SafetensorsBytes(parts.header(), Accidents.of(parts.data(), random))
            : new SafetensorsBytes(Accidents.of(parts.header(), random), parts.data()))
        .resealed();
  }

  private void read(byte[] mutant, boolean resealed) {
    Safetensors read;
    try {
      read = Safetensors.read(file);
      assertThat(resealed).as("read with a wrong digest").isTrue();
    } catch (Failure e) {
      assertThat(e.kind()).as(e.getMessage()).isEqualTo(Failure.Kind.BAD_DATA);
      assertThat(e).hasMessageStartingWith(file + " ").hasMessageMatching("(?s).{20,}");
      return;
    }
    requireDeclared(SafetensorsBytes.of(mutant), read.tensors());
    loaded++;
    try {
      Checkpoint.read(file);
    } catch (Failure e) {
      assertThat(e.kind()).as(e.getMessage()).isEqualTo(Failure.Kind.BAD_DATA);
    }
  }

  private static void requireDeclared(
      SafetensorsBytes declared, Map<String, StoredTensor> tensors) {
    Map<String, String> shapes = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> shapes.put(name, Arrays.toString(tensor.shape())));
    assertThat(shapes).containsExactlyInAnyOrderEntriesOf(declared.shapes());
    List<String> names = List.copyOf(tensors.keySet());
    for (String name : names.subList(0, Math.min(3, names.size()))) {
      assertThat(bytes(tensors.get(name))).as(name).isEqualTo(declared.bytesOf(name));
    }
  }

  private static byte[] bytes(StoredTensor tensor) {
    ByteBuffer bytes =
        ByteBuffer.allocate(tensor.size() * tensor.type().bytes()).order(ByteOrder.LITTLE_ENDIAN);
    if (tensor instanceof StoredTensor.Floats floats) {
      bytes.asFloatBuffer().put(floats.values());
    } else if (tensor instanceof StoredTensor.Doubles doubles) {
      bytes.asDoubleBuffer().put(doubles.values());
    } else {
      bytes.asLongBuffer().put(((StoredTensor.Longs) tensor).values());
    }
    return bytes.array();
  }

  /** As long as a header may be, of as many lies as fit: the limits hold for it too. */
  @Test
  void theLongestHeadersAreRefusedWithinTheSameLimits() throws IOException {
    int most = 16 << 20;
    String entry = ",\"%d\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,0]}";
    StringBuilder entries = new StringBuilder(most).append("{\"__metadata__\":{}");
    for (int i = 0; entries.length() < most - 200; i++) {
      entries.append(entry.replace("%d", Integer.toString(i)));
    }
    String start = "{\"__metadata__\":{\"rdvae.sha256\":\"" + "0".repeat(64) + "\"}";
    String shape = ",\"a\":{\"dtype\":\"F32\",\"shape\":[";
    List<String> headers =
        List.of(
            entries + "}",
            start + entries.substring(start.length()) + "}",
            start + shape + "1,".repeat(most / 2 - 200) + "1],\"data_offsets\":[0,4]}}",
            start + "," + "\"" + "a".repeat(most - 300) + "\":{}}",
            start + ",\"a\":" + "[".repeat(most - 300));
    for (String header : headers) {
      byte[] mutant = new SafetensorsBytes(new byte[0], new byte[4]).withHeader(header).file();
      Files.write(file, mutant);
      Budget.ofFile(mutant.length).hold(() -> read(mutant, false));
    }
  }
}

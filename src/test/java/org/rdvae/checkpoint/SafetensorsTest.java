package org.rdvae.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
  @TempDir Path folder;

  @Test
  void keepsTextAndTensorsOfEveryTypeInTheirOrder() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("zeta", "line one\nline \"two\" \\ \u00e9 \ud83d\ude00 \u0000");
    metadata.put("alpha", "");
    metadata.put("quote\"rdvae.sha256", "x".repeat(64));
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    tensors.put(
        "z/floats",
        new StoredTensor.Floats(
            new long[] {1, 3}, new float[] {-0f, Float.MIN_VALUE, Float.NEGATIVE_INFINITY}));
    tensors.put(
        "a doubles",
        new StoredTensor.Doubles(new long[] {2}, new double[] {Math.PI, Double.MAX_VALUE}));
    tensors.put(
        "longs", new StoredTensor.Longs(new long[] {2, 1}, new long[] {Long.MIN_VALUE, -2}));
    tensors.put("scalar", new StoredTensor.Floats(new long[0], new float[] {7}));
    tensors.put("nothing", new StoredTensor.Longs(new long[] {3, 0}, new long[0]));
    Safetensors written = new Safetensors(metadata, tensors);

    Safetensors read = roundTrip(written);

    assertThat(read).usingRecursiveComparison().isEqualTo(written);
    assertThat(read.metadata().keySet()).containsExactlyElementsOf(metadata.keySet());
    assertThat(read.tensors().keySet()).containsExactlyElementsOf(tensors.keySet());
  }

  @Test
  void keepsEveryBitOfANotANumber() {
    int bits = 0x7fa12345;
    float[] values = {Float.intBitsToFloat(bits)};
    Safetensors file =
        new Safetensors(Map.of(), Map.of("a", new StoredTensor.Floats(new long[] {1}, values)));

    float[] read = ((StoredTensor.Floats) roundTrip(file).tensors().get("a")).values();

    assertThat(Float.floatToRawIntBits(read[0])).isEqualTo(Float.floatToRawIntBits(values[0]));
  }

  @ParameterizedTest(name = "{0} elements")
  @ValueSource(ints = {8191, 8192, 8193, 16383, 16384, 16385, 100_003})
  void keepsTensorsLargerThanAChunk(int count) {
    long seed = count;
    Random random = new Random(seed);
    float[] floats = new float[count];
    double[] doubles = new double[count];
    long[] longs = new long[count];
    for (int i = 0; i < count; i++) {
      floats[i] = random.nextFloat();
      doubles[i] = random.nextDouble();
      longs[i] = random.nextLong();
    }
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    tensors.put("floats", new StoredTensor.Floats(new long[] {count}, floats));
    tensors.put("doubles", new StoredTensor.Doubles(new long[] {count}, doubles));
    tensors.put("longs", new StoredTensor.Longs(new long[] {count}, longs));

    Map<String, StoredTensor> read = roundTrip(new Safetensors(Map.of(), tensors)).tensors();

    assertThat(((StoredTensor.Floats) read.get("floats")).values()).isEqualTo(floats);
    assertThat(((StoredTensor.Doubles) read.get("doubles")).values()).isEqualTo(doubles);
    assertThat(((StoredTensor.Longs) read.get("longs")).values()).isEqualTo(longs);
  }

  @Test
  void writesTheBytesThatTheFormatAsksFor() throws IOException {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    tensors.put("b", new StoredTensor.Floats(new long[] {2, 1}, new float[] {1f, -2f}));
    tensors.put("a", new StoredTensor.Longs(new long[] {1}, new long[] {258}));
    Path path = folder.resolve("file.safetensors");
    new Safetensors(Map.of("kind", "test"), tensors).write(path);

    ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    int headerBytes = (int) file.getLong(0);
    String header = new String(file.array(), 8, headerBytes, StandardCharsets.UTF_8);

    assertThat(header.replaceFirst("[0-9a-f]{64}", "DIGEST").stripTrailing())
        .isEqualTo(
            "{\"__metadata__\":{\"rdvae.format\":\"1\",\"rdvae.sha256\":\"DIGEST\",\"kind\":\"test\"},"
                + "\"b\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]},"
                + "\"a\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[8,16]}}");
    assertThat(headerBytes % 8).isZero();
    assertThat(file.capacity()).isEqualTo(8 + headerBytes + 16);
    assertThat(file.getFloat(8 + headerBytes)).isEqualTo(1f);
    assertThat(file.getFloat(8 + headerBytes + 4)).isEqualTo(-2f);
    assertThat(file.getLong(8 + headerBytes + 8)).isEqualTo(258);
  }

  @Test
  void readsTensorsInTheOrderOfTheirDataWhateverTheHeadersOrder() throws IOException {
    byte[] bytes =
        SafetensorsBytes.sealed(
            SafetensorsBytes.OURS
                + ", \"late\": {\"data_offsets\": [8, 16], \"shape\": [2], \"dtype\": \"F32\"}"
                + ", \"early\": {\"dtype\": \"F64\", \"shape\": [1], \"data_offsets\": [0, 8]}}",
            16);

    assertThat(Safetensors.read(SafetensorsBytes.save(folder, bytes)).tensors().keySet())
        .containsExactly("early", "late");
  }

  @Test
  void writesAndReadsOnAnInterruptedThreadAndLeavesItInterrupted() {
    Safetensors written = new Safetensors(Map.of("a", "b"), Map.of());
    Thread.currentThread().interrupt();
    try {
      assertThat(roundTrip(written)).isEqualTo(written);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void refusesATensorWhoseShapeAndSizeDisagree() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StoredTensor.Floats(new long[] {2, 3}, new float[5]))
        .withMessage("shape [2, 3] expects 6 elements, found 5");
  }

  @Test
  void refusesNamesThatTheFormatReserves() {
    StoredTensor tensor = new StoredTensor.Floats(new long[] {1}, new float[1]);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Safetensors(Map.of("rdvae.sha256", ""), Map.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Safetensors(Map.of("rdvae.format", "1"), Map.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Safetensors(Map.of(), Map.of("", tensor)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Safetensors(Map.of(), Map.of("__metadata__", tensor)));
  }

  @Test
  void refusesToWriteAHeaderThatNoReaderWouldTake() {
    Safetensors large =
        new Safetensors(Map.of("text", "x".repeat(SafetensorsHeader.MOST_BYTES)), Map.of());
    Path path = folder.resolve("large.safetensors");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> large.write(path))
        .withMessageContaining("at most 16777216 fit the header");
    assertThat(path).doesNotExist();
  }

  private Safetensors roundTrip(Safetensors written) {
    Path path = folder.resolve("file.safetensors");
    written.write(path);
    return Safetensors.read(path);
  }
}

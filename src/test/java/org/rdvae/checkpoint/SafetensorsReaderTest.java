package org.rdvae.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rdvae.base.Failure;

class SafetensorsReaderTest {
  private static final String OURS = SafetensorsBytes.OURS;

  @TempDir Path folder;

  @Test
  void callsAFileCutAnywhereTruncated() throws IOException {
    byte[] whole = small();
    for (int length = 0; length < whole.length; length++) {
      assertThat(refusal(Arrays.copyOf(whole, length)))
          .as("first %s of %s bytes", length, whole.length)
          .contains("is truncated");
    }
  }

  @Test
  void refusesAFileWithAnyBitFlipped() throws IOException {
    byte[] whole = small();
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(refusal(damaged)).as("bit %s of byte %s", bit % 8, bit / 8).isNotEmpty();
    }
  }

  @Test
  void callsChangedDataDamagedAndNamesBothDigests() throws IOException {
    byte[] damaged = small();
    damaged[damaged.length - 1] ^= (byte) 1;

    assertThat(refusal(damaged))
        .matches("is damaged: its SHA-256 is [0-9a-f]{64}, its metadata says [0-9a-f]{64}");
  }

  @Test
  void callsAFileWithBytesAfterItsEndTooLong() throws IOException {
    byte[] whole = small();

    assertThat(refusal(Arrays.copyOf(whole, whole.length + 3)))
        .isEqualTo(
            "has 3 bytes too many at its end: "
                + whole.length
                + " bytes expected, "
                + (whole.length + 3)
                + " found");
  }

  @Test
  void callsOtherFilesForeign() throws IOException {
    String foreign =
        "is not a safetensors file: it does not begin with a header's length of 2 to 16777216 and a brace";
    assertThat(refusal("Just a text of some length".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(foreign);
    assertThat(
            refusal(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13}))
        .isEqualTo(foreign);
    assertThat(refusal(new byte[100])).isEqualTo(foreign);
    assertThat(refusal(new byte[] {16, 0, 0, 0, 0, 0, 0, 0, '[', 0})).isEqualTo(foreign);
    assertThat(refusal(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, '{', '}'})).isEqualTo(foreign);
    assertThat(refusal(new byte[] {1, 0, 0, 1, 0, 0, 0, 0, '{', '}'})).isEqualTo(foreign);
    assertThat(refusal(SafetensorsBytes.file("{{{}", 0)))
        .startsWith("is not a safetensors file, or its header is damaged: ");
  }

  @Test
  void tellsASafetensorsFileOfAnotherProgram() throws IOException {
    String expected =
        "is a safetensors file, but not one of rdvae: its metadata has no rdvae.format";
    String tensor = "\"a\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[0,4]}}";
    assertThat(refusal(SafetensorsBytes.file("{" + tensor, 4))).isEqualTo(expected);
    assertThat(refusal(SafetensorsBytes.file("{\"__metadata__\":{\"format\":\"pt\"}," + tensor, 4)))
        .isEqualTo(expected);
  }

  @Test
  void tellsAFileWhoseDigestWasLost() throws IOException {
    String expected =
        "has no legible rdvae.sha256 in its metadata: it is damaged or was rewritten by another program";
    assertThat(refusal(SafetensorsBytes.file("{\"__metadata__\":{\"rdvae.format\":\"1\"}}", 0)))
        .isEqualTo(expected);
    assertThat(refusal(SafetensorsBytes.file(OURS.replace("sha256\":\"0", "sha256\":\"") + "}", 0)))
        .isEqualTo(expected);
    assertThat(refusal(SafetensorsBytes.file(OURS.replace("sha256\":", "sha256\": ") + "}", 0)))
        .isEqualTo(expected);
  }

  @Test
  void refusesADigestInUpperCaseLetters() throws IOException {
    String sealed = new String(SafetensorsBytes.sealed(OURS + "}", 0), StandardCharsets.ISO_8859_1);
    int at = sealed.indexOf("sha256") + 9;
    String upper =
        sealed.substring(0, at)
            + sealed.substring(at, at + 64).toUpperCase(Locale.ROOT)
            + sealed.substring(at + 64);

    assertThat(refusal(upper.getBytes(StandardCharsets.ISO_8859_1))).startsWith("is damaged");
  }

  @Test
  void refusesADigestThatHidesOutsideTheMetadata() throws IOException {
    String hidden =
        "{\"__metadata__\":{\"rdvae.format\":\"1\",\"x\\\"rdvae.sha256\":\""
            + "0".repeat(64)
            + "\"}}";

    assertThat(refusal(SafetensorsBytes.sealed(hidden, 0)))
        .isEqualTo("is invalid: rdvae.sha256 is not where it is expected, in its metadata");
  }

  @ParameterizedTest(name = "format {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | is too new: it has format 2, this rdvae reads formats up to 1; use a newer rdvae",
        "999999999 | is too new: it has format 999999999, this rdvae reads formats up to 1; use a newer rdvae",
        "0 | is invalid: rdvae.format is \"0\", a whole number from 1 expected",
        "-1 | is invalid: rdvae.format is \"-1\", a whole number from 1 expected",
        "9999999999 | is invalid: rdvae.format is \"9999999999\", a whole number from 1 expected",
        "one | is invalid: rdvae.format is \"one\", a whole number from 1 expected"
      })
  void readsOnlyFormatsItKnows(String format, String message) throws IOException {
    String header = OURS.replace("format\":\"1\"", "format\":\"" + format + "\"") + "}";

    assertThat(refusal(SafetensorsBytes.sealed(header, 0))).isEqualTo(message);
  }

  @Test
  void refusesADigestWithoutAFormat() throws IOException {
    String header = OURS.replace("\"rdvae.format\":\"1\",", "") + "}";

    assertThat(refusal(SafetensorsBytes.sealed(header, 0)))
        .isEqualTo("is invalid: its metadata has no rdvae.format");
  }

  /** Each header is sealed with its right digest and followed by 16 bytes of data. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "gap | 'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F64','shape':[1],'data_offsets':[8,16]}"
            + "| tensor 'b' begins at byte 8 and leaves a gap after byte 4",
        "gap at the start | 'a':{'dtype':'F64','shape':[1],'data_offsets':[8,16]} | tensor 'a' begins at byte 8 and leaves a gap after byte 0",
        "overlap | 'a':{'dtype':'F64','shape':[1],'data_offsets':[0,8]},'b':{'dtype':'F64','shape':[1],'data_offsets':[4,12]}"
            + "| tensor 'b' begins at byte 4 and overlaps the tensor before it, which ends at 8",
        "same place | 'a':{'dtype':'F64','shape':[1],'data_offsets':[0,8]},'b':{'dtype':'F64','shape':[1],'data_offsets':[0,8]}"
            + "| tensor 'b' begins at byte 0 and overlaps the tensor before it, which ends at 8",
        "negative dimension | 'a':{'dtype':'F32','shape':[-2,-2],'data_offsets':[0,16]} | tensor 'a' has the impossible shape [-2, -2]",
        "overflowing shape | 'a':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,0]}"
            + "| tensor 'a' has the impossible shape [4294967296, 4294967296]",
        "overflowing size | 'a':{'dtype':'F32','shape':[4611686018427387904],'data_offsets':[0,0]}"
            + "| tensor 'a' has the impossible shape [4611686018427387904]",
        "number beyond 64 bits | 'a':{'dtype':'F32','shape':[18446744073709551617],'data_offsets':[0,4]} | its header is not the expected JSON",
        "backward offsets | 'a':{'dtype':'F32','shape':[4],'data_offsets':[16,0]} | tensor 'a' has the impossible data_offsets [16, 0]",
        "negative offsets | 'a':{'dtype':'F32','shape':[4],'data_offsets':[-16,0]} | tensor 'a' has the impossible data_offsets [-16, 0]",
        "size against shape | 'a':{'dtype':'F32','shape':[2,3],'data_offsets':[0,16]}"
            + "| tensor 'a' of type F32 and shape [2, 3] takes 24 bytes, its data_offsets give 16",
        "another half | 'a':{'dtype':'BF16','shape':[8],'data_offsets':[0,16]}"
            + "| tensor 'a' has the type BF16, which is not supported; F16, F32, F64 or I64 expected",
        "bytes | 'a':{'dtype':'U8','shape':[16],'data_offsets':[0,16]} | tensor 'a' has the type U8, which is not supported",
        "too many for an array | 'a':{'dtype':'F32','shape':[2147483647],'data_offsets':[0,8589934588]}"
            + "| tensor 'a' has 2147483647 elements; at most 2147483639 are supported",
        "same name twice | 'a':{'dtype':'F64','shape':[1],'data_offsets':[0,8]},'a':{'dtype':'F64','shape':[1],'data_offsets':[8,16]}"
            + "| its header is not the expected JSON: Duplicate",
        "same key twice | 'a':{'dtype':'F32','dtype':'F32','shape':[4],'data_offsets':[0,16]} | its header is not the expected JSON: Duplicate",
        "metadata twice | '__metadata__':{} | its header is not the expected JSON: Duplicate",
        "empty name | '':{'dtype':'F32','shape':[4],'data_offsets':[0,16]} | a tensor has an empty name",
        "no type | 'a':{'shape':[4],'data_offsets':[0,16]} | tensor 'a' needs dtype, shape and two data_offsets",
        "one offset | 'a':{'dtype':'F32','shape':[4],'data_offsets':[16]} | tensor 'a' needs dtype, shape and two data_offsets",
        "unknown key | 'a':{'dtype':'F32','scale':2,'shape':[4],'data_offsets':[0,16]} | tensor 'a' has the unknown key 'scale'",
        "fraction | 'a':{'dtype':'F32','shape':[4.0],'data_offsets':[0,16]} | its header has VALUE_NUMBER_FLOAT at character",
        "text for a tensor | 'a':'b' | its header has VALUE_STRING at character",
        "deep nesting | 'a':{'dtype':'F32','shape':[[[[4]]]],'data_offsets':[0,16]} | its header is not the expected JSON",
        "cut short | 'a':{'dtype':'F32','shape':[4 | its header is not the expected JSON",
        "more after it | 'a':{'dtype':'F32','shape':[4],'data_offsets':[0,16]}} x | its header is not the expected JSON",
        "a second object | 'a':{'dtype':'F32','shape':[4],'data_offsets':[0,16]}} {} | its header goes on after the JSON object",
      })
  void refusesAWellSealedHeaderThatIsWrong(String name, String tensors, String message)
      throws IOException {
    String header = OURS + "," + tensors.replace('\'', '"') + "}";

    assertThat(refusal(SafetensorsBytes.sealed(header, 16)))
        .startsWith("is invalid: " + message.replace('\'', '"'));
  }

  @Test
  void refusesMetadataThatAreNotText() throws IOException {
    assertThat(refusal(SafetensorsBytes.sealed(OURS.replace("}", ",\"step\":1}}"), 0)))
        .startsWith("is invalid: its header has VALUE_NUMBER_INT at character");
  }

  @Test
  void refusesAHeaderThatIsNotUtf8() throws IOException {
    byte[] bytes = SafetensorsBytes.file("{\"\u0000\":{}}", 0);
    bytes[10] = (byte) 0xff;

    assertThat(refusal(bytes))
        .isEqualTo("is not a safetensors file, or its header is damaged: its header is not UTF-8");
  }

  @Test
  void allocatesNothingForALargeClaim() throws IOException {
    StringBuilder header = new StringBuilder(OURS);
    long gigabytes = 4L << 30;
    for (int i = 0; i < 1000; i++) {
      header.append(
          ",\"t"
              + i
              + "\":{\"dtype\":\"F32\",\"shape\":["
              + gigabytes / 4
              + "],\"data_offsets\":["
              + i * gigabytes
              + ","
              + (i + 1) * gigabytes
              + "]}");
    }
    header.append('}');

    assertThat(refusal(SafetensorsBytes.sealed(header.toString(), 16)))
        .startsWith("is truncated: 42949673");
  }

  @Test
  void saysWhatIsAtAPathThatIsNoFile() {
    Path missing = folder.resolve("missing.safetensors");
    Failure absent = catchThrowableOfType(Failure.class, () -> Safetensors.read(missing));
    assertThat(absent).hasMessage(missing + " does not exist; a safetensors file expected");
    assertThat(absent.kind()).isEqualTo(Failure.Kind.MISSING_PATH);

    Failure unreadable = catchThrowableOfType(Failure.class, () -> Safetensors.read(folder));
    assertThat(unreadable)
        .hasMessage(
            folder + " cannot be read: a safetensors file expected, found a folder or device");
    assertThat(unreadable.kind()).isEqualTo(Failure.Kind.INPUT_OUTPUT);
  }

  private byte[] small() throws IOException {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    tensors.put("a", new StoredTensor.Floats(new long[] {2}, new float[] {1, 2}));
    tensors.put("b", new StoredTensor.Longs(new long[] {1}, new long[] {3}));
    Path path = folder.resolve("small.safetensors");
    new Safetensors(Map.of("key", "value"), tensors).write(path);
    return Files.readAllBytes(path);
  }

  /** What the reader says of these bytes, after the path. */
  private String refusal(byte[] bytes) throws IOException {
    Path path = SafetensorsBytes.save(folder, bytes);
    Failure failure = catchThrowableOfType(Failure.class, () -> Safetensors.read(path));
    assertThat(failure).as("refusal").isNotNull().hasMessageStartingWith(path + " ");
    assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_DATA);
    return failure.getMessage().substring(path.toString().length() + 1);
  }
}

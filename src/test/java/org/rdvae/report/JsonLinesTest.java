package org.rdvae.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.base.Failure;

class JsonLinesTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("lines.jsonl");
  }

  @Test
  void writesOneObjectALine() {
    add(object(1, 0.5), object(2, 0.25));
    assertThat(file).content().isEqualTo("{\"step\":1,\"x\":0.5}\n{\"step\":2,\"x\":0.25}\n");
  }

  @Test
  void appendsToWhatIsThere() {
    add(object(1, 0.5));
    add(object(2, 0.25));
    assertThat(file).content().isEqualTo("{\"step\":1,\"x\":0.5}\n{\"step\":2,\"x\":0.25}\n");
  }

  /** A line is on the disk when it is added, as the process may die at any time after. */
  @Test
  void doesNotHoldLinesBack() {
    try (JsonLines lines = new JsonLines(file)) {
      lines.add(object(1, 0.5));
      lines.force();
      assertThat(file).content().isEqualTo("{\"step\":1,\"x\":0.5}\n");
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void writesNullForANumberThatJsonLacks(double number) {
    add(object(1, number));
    assertThat(file).content().isEqualTo("{\"step\":1,\"x\":null}\n");
  }

  @Test
  void cutsWhatComesAfterAStep() {
    add(object(1, 1), object(2, 2), object(2, 2.5), object(3, 3));
    JsonLines.cut(file, 2);
    assertThat(file)
        .content()
        .isEqualTo("{\"step\":1,\"x\":1.0}\n{\"step\":2,\"x\":2.0}\n{\"step\":2,\"x\":2.5}\n");
    JsonLines.cut(file, 0);
    assertThat(file).isEmptyFile();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"step\":1,\"x\":2.0}", "{\"step\":1,\"x", "{", " ", "\u00e4"})
  void cutsAnUnfinishedLastLine(String unfinished) throws IOException {
    Files.writeString(file, "{\"step\":1,\"x\":1.0}\n" + unfinished);
    JsonLines.cut(file, 9);
    assertThat(file).content().isEqualTo("{\"step\":1,\"x\":1.0}\n");
  }

  /** What may be found behind the last flush when the power has failed. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0\0\0\n",
        "{\"ste\0\":3}\n",
        "{\"step\":0}\n",
        "{\"step\":1}}\n{\"step\":4}\n",
        "\0\0\n{\"step\":\n",
        "{\"step\":4}\n\0\0\n{\"step\":5}\n"
      })
  void cutsDamagedLinesBehindTheStep(String damaged) throws IOException {
    String lines = "{\"step\":1}\n{\"step\":2}\n";
    Files.writeString(file, lines + damaged);
    JsonLines.cut(file, 2);
    assertThat(file).content().isEqualTo(lines);
  }

  @Test
  void cutsBytesThatAreNoText() throws IOException {
    Files.write(file, new byte[] {'{', (byte) 0xff, '}', '\n'});
    JsonLines.cut(file, 2);
    assertThat(file).isEmptyFile();
  }

  @Test
  void cutKeepsTheBytesOfALine() throws IOException {
    String lines = "{ \"x\": 1.50, \"step\": 1, \"word\": \"\u00e4\" }\n{\"step\":2}\n";
    Files.writeString(file, lines);
    JsonLines.cut(file, 2);
    assertThat(file).content().isEqualTo(lines);
  }

  @Test
  void cuttingAFileThatIsNotThereMakesNone() {
    JsonLines.cut(file, 2);
    assertThat(file).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\0\0", "word", "5", "[]", "{}", "{\"step\":\"one\"}", "{\"step\":1}}", ""})
  void namesALineThatIsNotOne(String bad) throws IOException {
    String lines = "{\"step\":1}\n" + bad + "\n{\"step\":2}\n";
    Files.writeString(file, lines);
    assertThatThrownBy(() -> JsonLines.cut(file, 2))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(file + ", line 2: expected one JSON object with a step")
        .extracting(failure -> ((Failure) failure).kind())
        .isEqualTo(Failure.Kind.BAD_DATA);
    assertThat(file).content().isEqualTo(lines);
  }

  @Test
  void namesAFileThatCannotBeWritten() {
    assertThatThrownBy(() -> new JsonLines(folder.resolve("absent").resolve("lines.jsonl")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("lines.jsonl cannot be written");
  }

  @SafeVarargs
  private final void add(Map<String, Object>... objects) {
    try (JsonLines lines = new JsonLines(file)) {
      for (Map<String, Object> object : objects) {
        lines.add(object);
      }
    }
  }

  private static Map<String, Object> object(long step, double x) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("step", step);
    object.put("x", x);
    return object;
  }
}

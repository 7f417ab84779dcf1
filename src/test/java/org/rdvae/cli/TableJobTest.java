package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.rdvae.cli.CommandResult.done;
import static org.rdvae.cli.CommandResult.refused;
import static org.rdvae.cli.CommandResult.saying;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** CSV files: real numbers, whose likelihood is a density and never told in bits, and bits. */
class TableJobTest {
  private static final int ROWS = 300;

  @TempDir static Path folder;
  private static Path people;
  private static Path config;
  private static Path model;

  @BeforeAll
  static void train() throws IOException {
    people = writePeople("people.csv", 1);
    config =
        Files.writeString(
            folder.resolve("table.yaml"),
            """
            data: {set: table, path: people.csv, table: {columns: [name: height, name: weight]}}
            model:
              latent: {size: 1}
              encoder: [dense: {units: 8, activation: tanh}]
              decoder: [dense: {units: 8, activation: tanh}]
              likelihood: {gaussian: {initial-stddev: 1}}
            objective: {beta: {warm-up-epochs: 0}}
            training: {epochs: 3, batch: 20}
            evaluation: {importance-samples: 4}
            """);
    model = TinyJob.best(folder.resolve("run"));
    done("train", config, "--run-dir", folder.resolve("run"), "--threads", 1);
  }

  /** Two columns that hang together, and one of words. */
  private static Path writePeople(String name, long seed) throws IOException {
    Random random = new Random(seed);
    StringBuilder csv = new StringBuilder("height,note,weight\n");
    for (int row = 0; row < ROWS; row++) {
      double common = random.nextGaussian();
      csv.append(
          String.format(
              Locale.ROOT,
              "%.4f,tall,%.4f%n",
              170 + 10 * common,
              70 + 8 * common + 3 * random.nextGaussian()));
    }
    return Files.writeString(folder.resolve(name), csv.toString());
  }

  @Test
  void aDensityIsToldInNatsOnly() {
    String text = done("evaluate", model, "--threads", 1).out();
    assertThat(text)
        .contains("density, nats per example", "table real 1x2 ")
        .doesNotContainIgnoringCase("bits")
        .doesNotContain("NaN", "null");
    JsonNode json = json("evaluate", model, "--threads", 1, "--json");
    assertThat(json.get("bits_per_dimension").isNull()).isTrue();
    assertThat(json.get("nll_bits_per_dimension").isNull()).isTrue();
    assertThat(json.get("elbo").asDouble())
        .isCloseTo(
            -(json.get("rate").asDouble() + json.get("distortion").asDouble()), within(1e-9));
    // Two standard normal columns are 2 (0.5 + 0.92) nats.
    assertThat(json.get("nll").asDouble()).isBetween(1.5, 3.5);
  }

  @Test
  void onlyItsOwnRowsCanBeNamedForTheEvaluation() throws IOException {
    JsonNode own = json("evaluate", model, "--threads", 1, "--json");
    Path moved = Files.copy(people, folder.resolve("moved.csv"));
    assertThat(json("evaluate", model, "--threads", 1, "--json", "--data", moved)).isEqualTo(own);
    Path others = writePeople("others.csv", 2);
    refused(
        65,
        saying(
            others + ": expected the very file that the model was trained on",
            "standardised by their own means and deviations",
            "not in a checkpoint yet"),
        "evaluate",
        model,
        "--data",
        others);
  }

  @Test
  void otherRowsAreMeasuredOnNobodysScale() throws IOException {
    Path others = writePeople("strangers.csv", 3);
    String[] message = saying(others + ": expected the very file that the model was trained on");
    refused(65, message, "diagnose", model, "--data", others);
    refused(65, message, "bench", "gradients", model, "--data", others);
  }

  /** The path says little: its rows may have changed since the training. */
  @Test
  void aChangedFileIsNotTheModelsOwn() throws IOException {
    String rows = Files.readString(people);
    String[] message = saying(people + ": expected the very file that the model was trained on");
    Path prior = folder.resolve("absent.prior");
    try {
      writePeople("people.csv", 4);
      refused(65, message, "evaluate", model);
      refused(65, message, "diagnose", model);
      refused(65, message, "bench", "gradients", model);
      refused(65, message, "fit-prior", model, "--out", prior);
    } finally {
      Files.writeString(people, rows);
    }
    assertThat(prior).doesNotExist();
  }

  @Test
  void namesNoRowsToScoreOrEncode() {
    for (String command : List.of("score", "encode")) {
      refused(
          65,
          saying(people + ": expected no input", "means and deviations", "not in a checkpoint yet"),
          command,
          model,
          people,
          "--out",
          folder.resolve("absent.out"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sample", "reconstruct", "interpolate", "traverse"})
  void drawsNoPicturesOfRows(String command) {
    Path out = folder.resolve("absent.png");
    refused(
        65,
        saying(model + ": expected a model of images, found one of rows of a table", "evaluate"),
        command,
        model,
        "--out",
        out);
    assertThat(out).doesNotExist();
  }

  @Test
  void decodesRowsIntoNoPictures() {
    refused(
        65,
        saying(model + ": expected a model of images"),
        "decode",
        model,
        folder.resolve("absent.safetensors"),
        "--out",
        folder.resolve("decoded"));
  }

  @Test
  void aTrainingDrawsNoPicturesOfRows() {
    assertThat(folder.resolve("run").resolve("samples")).isEmptyDirectory();
  }

  @Test
  void theReportSaysWhichDensityItIs() {
    assertThat(done("evaluate", model, "--threads", 1).out())
        .contains("of the columns standardised to mean 0 and standard deviation 1");
  }

  @Test
  void refusesFilesWithoutTheColumns() throws IOException {
    Path other = Files.writeString(folder.resolve("other.csv"), "height,age\n1,2\n3,4\n");
    refused(
        78,
        saying("data.table.columns: expected a column of " + other, "found \"weight\""),
        "evaluate",
        model,
        "--data",
        other);
  }

  @Test
  void namesTheCellsThatAreNoNumbers() {
    refused(
        65,
        saying(
            "people.csv:2: column note: expected a finite number, found \"tall\"", "and 290 more"),
        "data",
        "verify",
        config,
        "--set",
        "data.table.columns=[name: height, name: note]");
    refused(
        78,
        saying("\"wieght\""),
        "data",
        "verify",
        config,
        "--set",
        "data.table.columns=[name: wieght]");
  }

  @Test
  void bitsAreToldInBits() throws IOException {
    Random random = new Random(3);
    StringBuilder csv = new StringBuilder("a,b,c\n");
    for (int row = 0; row < ROWS; row++) {
      int bit = random.nextInt(2);
      csv.append(bit)
          .append(',')
          .append(1 - bit)
          .append(',')
          .append(random.nextInt(2))
          .append('\n');
    }
    Files.writeString(folder.resolve("bits.csv"), csv.toString());
    Path bits =
        Files.writeString(
            folder.resolve("bits.yaml"),
            """
            data: {set: table, path: bits.csv, table: {type: bit}}
            model: {latent: {size: 1}, encoder: [], decoder: []}
            objective: {beta: {warm-up-epochs: 0}}
            training: {epochs: 3, batch: 20}
            evaluation: {importance-samples: 4}
            """);
    Path run = folder.resolve("bits");
    assertThat(done("train", bits, "--run-dir", run, "--threads", 1).out())
        .contains("bits per dimension")
        .doesNotContain("density");
    JsonNode json = json("evaluate", TinyJob.best(run), "--threads", 1, "--json");
    assertThat(json.get("bits_per_dimension").asDouble())
        .isCloseTo(-json.get("elbo").asDouble() / (3 * Math.log(2)), within(1e-9));
    refused(
        65,
        saying("people.csv:2: column height: expected 0 or 1, found"),
        "data",
        "verify",
        bits,
        "--set",
        "data.path=" + people);
  }

  @Test
  void verifyCountsTheRows() {
    List<String> lines = done("data", "verify", config).out().lines().toList();
    assertThat(lines).hasSize(4);
    int sum = 0;
    for (int i = 0; i < 3; i++) {
      String[] words = lines.get(i).split(" +", -1);
      assertThat(words[0]).isEqualTo(List.of("train", "validation", "test").get(i));
      assertThat(words[2]).isEqualTo("rows");
      assertThat(lines.get(i)).containsPattern("sha256 [0-9a-f]{16}$");
      sum += Integer.parseInt(words[1]);
    }
    assertThat(sum).isEqualTo(ROWS);
    assertThat(lines.get(3)).startsWith("table real 1x2 ");
  }

  private static JsonNode json(Object... words) {
    return JsonMapper.shared().readTree(done(words).out());
  }
}

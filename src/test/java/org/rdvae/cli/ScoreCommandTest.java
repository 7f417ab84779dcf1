package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.rdvae.cli.CommandResult.done;
import static org.rdvae.cli.CommandResult.refused;
import static org.rdvae.cli.CommandResult.saying;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.job.TinyFiles;
import org.rdvae.report.RunFolder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ScoreCommandTest {
  @TempDir static Path folder;
  private static TinyJob job;
  private static Path model;
  private static Path csv;

  @BeforeAll
  static void train() {
    job = TinyJob.in(folder);
    model = TinyJob.best(job.trained(folder.resolve("run")));
    csv = folder.resolve("scores.csv");
  }

  @Test
  void theAveragesOfTheImagesAreThoseOfTheEvaluation() throws IOException {
    JsonNode evaluation = JsonMapper.shared().readTree(done("evaluate", model, "--json").out());
    CommandResult result = score(job.testFile(), "--json");
    JsonNode set = JsonMapper.shared().readTree(result.out()).get("sets").get(0);
    List<String[]> rows = rows();
    assertThat(Files.readAllLines(csv).get(0))
        .isEqualTo("name,index,nll,elbo,rate,distortion,complexity,excess");
    assertThat(rows).hasSize(TinyFiles.TEST_IMAGES);
    // Named for one command, the images are drawn as other bits than the same ones in the splits.
    String[] names = {"nll", "elbo", "rate", "distortion"};
    for (int i = 0; i < names.length; i++) {
      int column = 2 + i;
      double mean =
          rows.stream().mapToDouble(row -> Double.parseDouble(row[column])).average().orElseThrow();
      assertThat(mean).as(names[i]).isCloseTo(set.get(names[i]).asDouble(), within(1e-9));
      assertThat(mean).as(names[i]).isCloseTo(evaluation.get(names[i]).asDouble(), within(1.5));
    }
    assertThat(rows).allSatisfy(ScoreCommandTest::assertIsSound);
    assertThat(rows).extracting(row -> row[0]).containsOnly(job.testFile().toString());
    assertThat(rows.get(3)[1]).isEqualTo("3");
    assertThat(result.err()).contains("scores -> " + csv);
  }

  private static void assertIsSound(String[] row) {
    assertThat(Double.parseDouble(row[2])).isPositive();
    assertThat(Double.parseDouble(row[3]))
        .isNegative()
        .isEqualTo(-(Double.parseDouble(row[4]) + Double.parseDouble(row[5])));
  }

  @Test
  void embeddedImagesScoreAsInTheEvaluation() throws IOException {
    Path run = folder.resolve("digits");
    Path config =
        Files.writeString(
            folder.resolve("digits.yaml"),
            """
            data: {limit: 100}
            model: {latent: {size: 2}, encoder: [dense: {units: 8}], decoder: [dense: {units: 8}]}
            training: {epochs: 1, batch: 20}
            objective: {beta: {warm-up-epochs: 0}}
            evaluation: {importance-samples: 2, images: 60}
            run: {picture-every: 0}
            """);
    done("train", config, "--run-dir", run, "--threads", "1");
    Path digits = TinyJob.best(run);
    done("score", digits, "mnist-binary:test", "--out", csv, "--force", "--threads", "1");
    List<String[]> rows = rows();
    JsonNode ofRun = JsonMapper.shared().readTree(Files.readString(RunFolder.evaluation(run)));
    assertIsOf(60, rows, ofRun);
    assertIsOf(60, rows, evaluated(digits));
    assertIsOf(7, rows, evaluated(digits, "--images", "7"));
    assertIsOf(100, rows, evaluated(digits, "--images", "0"));
    assertIsOf(100, rows, evaluated(digits, "--images", "5000"));
  }

  private static JsonNode evaluated(Path model, String... words) {
    Object[] all = {"evaluate", model, "--threads", "1", "--json"};
    Object[] given = Arrays.copyOf(all, all.length + words.length);
    System.arraycopy(words, 0, given, all.length, words.length);
    return JsonMapper.shared().readTree(done(given).out());
  }

  /** The average over so many of the first 100 images at equal distances, with their noise. */
  private static void assertIsOf(int count, List<String[]> rows, JsonNode evaluation) {
    assertThat(evaluation.get("images").asInt()).isEqualTo(count);
    assertThat(
            IntStream.range(0, count)
                .mapToDouble(i -> Double.parseDouble(rows.get(i * 100 / count)[2]))
                .average()
                .orElseThrow())
        .isCloseTo(evaluation.get("nll").asDouble(), within(1e-4));
  }

  @Test
  void strangeImagesAreToldFromUsualOnes() throws IOException {
    JsonNode json =
        JsonMapper.shared()
            .readTree(score(job.testFile(), "--json", "--against", noise("noise")).out());
    assertThat(json.get("auroc").get("nll").asDouble()).isEqualTo(1);
    assertThat(json.get("auroc").get("elbo").asDouble()).isEqualTo(1);
    assertThat(json.get("auroc").get("distortion").asDouble()).isEqualTo(1);
    assertThat(json.get("auroc").get("rate").asDouble()).isBetween(0.0, 1.0);
    assertThat(rows()).hasSize(TinyFiles.TEST_IMAGES + 10);
    assertThat(rows().get(TinyFiles.TEST_IMAGES))
        .startsWith(folder.resolve("noise").toString(), "0");
    assertThat(score(job.testFile(), "--against", noise("noise")).out())
        .containsPattern("AUROC +1\\.0000 +1\\.0000 ");
  }

  @Test
  void theSameImagesAreToldApartByChance() {
    assertThat(score(job.testFile(), "--against", job.testFile()).out())
        .containsPattern("AUROC +0\\.5000 +0\\.5000 +0\\.5000 +0\\.5000 ");
  }

  @Test
  void followsItsSeedAndItsNumberOfSamples() throws IOException {
    score(job.testFile(), "--seed", "1");
    String one = Files.readString(csv);
    score(job.testFile());
    assertThat(csv).hasContent(one);
    score(job.testFile(), "--seed", "2");
    assertThat(Files.readString(csv)).isNotEqualTo(one);
    score(job.testFile(), "--importance-samples", "7");
    assertThat(Files.readString(csv)).isNotEqualTo(one);
    assertThat(score(job.testFile(), "--importance-samples", "7").out())
        .contains("7 importance samples");
  }

  @Test
  void refusesWrongWordsAndFiles() {
    Path out = folder.resolve("never.csv");
    refused(2, saying("--help"), "score", model, "--out", out);
    refused(2, saying("--out"), "score", model, job.testFile());
    refused(
        2,
        saying("--importance-samples: expected a whole number from 1 to 1000000, found 0"),
        "score",
        "absent",
        job.testFile(),
        "--out",
        out,
        "--importance-samples",
        "0");
    Path absent = folder.resolve("absent");
    refused(66, saying(absent + " does"), "score", absent, job.testFile(), "--out", out);
    refused(66, saying(absent + " does"), "score", model, absent, "--out", out);
    refused(
        66,
        saying(absent + " does"),
        "score",
        model,
        job.testFile(),
        "--out",
        out,
        "--against",
        absent);
    refused(65, saying("not a safetensors"), "score", job.config(), job.testFile(), "--out", out);
    assertThat(out).doesNotExist();
  }

  @Test
  void anOutputIsWrittenOverOnlyWhenForced() throws IOException {
    Path out = Files.writeString(folder.resolve("there.csv"), "mine");
    refused(73, saying(out + " exists already"), "score", model, job.testFile(), "--out", out);
    assertThat(out).hasContent("mine");
    done("score", model, job.testFile(), "--out", out, "--force");
    assertThat(out).content().startsWith("name,index");
  }

  @Test
  void explainsItself() {
    assertThat(done("score", "--help").out()).startsWith("Usage: rdvae score");
  }

  private static CommandResult score(Object... words) {
    Object[] all = new Object[words.length + 7];
    all[0] = "score";
    all[1] = model;
    System.arraycopy(words, 0, all, 2, words.length);
    List<Object> end = List.of("--out", csv, "--force", "--threads", "1");
    System.arraycopy(end.toArray(), 0, all, 2 + words.length, 5);
    return done(all);
  }

  private static List<String[]> rows() throws IOException {
    return Files.readAllLines(csv).stream().skip(1).map(line -> line.split(",")).toList();
  }

  /** Ten images without any bar, bright in every second pixel. */
  private static Path noise(String name) throws IOException {
    int pixels = TinyFiles.SIDE * TinyFiles.SIDE;
    ByteBuffer idx = ByteBuffer.allocate(16 + 10 * pixels);
    idx.putInt(0x803).putInt(10).putInt(TinyFiles.SIDE).putInt(TinyFiles.SIDE);
    for (int i = 0; i < 10 * pixels; i++) {
      idx.put((byte) (i % 2 == 0 ? 255 : 0));
    }
    return Files.write(folder.resolve(name), idx.array());
  }
}

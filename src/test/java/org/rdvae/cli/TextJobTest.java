package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.cli.CommandResult.done;
import static org.rdvae.cli.CommandResult.refused;
import static org.rdvae.cli.CommandResult.saying;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.config.ConfigReader;
import org.rdvae.job.TrainingRun;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Folders of text files, from the config to the words of a topic. */
class TextJobTest {
  private static final List<List<String>> THEMES =
      List.of(
          List.of("ship", "sail", "whale", "harbour"),
          List.of("bread", "flour", "oven", "yeast"),
          List.of("court", "judge", "law", "trial"));

  @TempDir static Path folder;
  private static Path config;
  private static Path run;
  private static Path model;

  @BeforeAll
  static void train() throws IOException {
    Random random = new Random(1);
    Path texts = Files.createDirectories(folder.resolve("texts/more"));
    for (int document = 0; document < 200; document++) {
      List<String> theme = THEMES.get(document % 3);
      StringBuilder text = new StringBuilder("The");
      for (int i = 0; i < 20; i++) {
        text.append(' ').append(theme.get(random.nextInt(4)));
      }
      Files.writeString(
          (document % 2 == 0 ? texts : texts.getParent()).resolve(document + ".txt"), text);
    }
    config =
        Files.writeString(
            folder.resolve("texts.yaml"),
            """
            data: {set: text, path: texts}
            model:
              latent: {size: 4}
              encoder: [dense: {units: 16, activation: relu}]
              decoder: []
              likelihood: {topics: {topics: 4}}
            training: {epochs: 30, batch: 10, optimizer: {adam: {learning-rate: 2e-2}}}
            evaluation: {importance-samples: 10}
            """);
    run = folder.resolve("run");
    model = TinyJob.best(run);
    done("train", config, "--run-dir", run, "--threads", 1);
  }

  @Test
  void printsTheWordsOfEveryTopic() {
    List<String> lines = done("topics", model, "--words", 4).out().lines().toList();
    assertThat(lines).hasSize(4);
    for (List<String> theme : THEMES) {
      assertThat(lines).anyMatch(line -> theme.stream().allMatch(line::contains));
    }
    JsonNode json = json("topics", model, "--words", 2, "--json");
    assertThat(json.size()).isEqualTo(4);
    assertThat(json.get(0).get("words").size()).isEqualTo(2);
    assertThat(json.get(0).get("weights").get(0).asDouble()).isBetween(0.1, 1.0);
  }

  @Test
  void wordsOfNearlyAllDocumentsAreNoColumns() {
    assertThat(done("data", "verify", config).out())
        .contains("documents of 12 words")
        .contains("text counts 1x12 ");
  }

  @Test
  void inspectSaysHowManyWordsTheModelKnows() {
    assertThat(done("inspect", model).out()).containsPattern("vocabulary: +12 words");
  }

  @Test
  void isEvaluatedOnItsOwnAndOnOtherTexts() throws IOException {
    JsonNode own = json("evaluate", model, "--threads", 1, "--json");
    assertThat(own.get("nll").asDouble()).isLessThan(-own.get("elbo").asDouble());
    Path others = folder.resolve("others");
    Files.createDirectories(others);
    for (int i = 0; i < 40; i++) {
      Files.writeString(others.resolve(i + ".txt"), "ship sail sail " + "xyz ".repeat(i));
    }
    JsonNode other = json("evaluate", model, "--threads", 1, "--json", "--data", others);
    assertThat(other.get("nll").asDouble()).isPositive().isLessThan(own.get("nll").asDouble());
  }

  /** Bits divided by the number of words in the vocabulary say nothing. */
  @Test
  void documentsAreMeasuredInNatsOnly() {
    assertThat(done("evaluate", model, "--threads", 1).out())
        .contains("nats per document")
        .doesNotContain("image ", "bits");
  }

  @Test
  void scoresAndEncodesTexts() throws IOException {
    Path usual = Files.writeString(folder.resolve("usual.txt"), "ship sail whale ship");
    Path odd = Files.writeString(folder.resolve("odd.txt"), "ship oven law whale");
    Path csv = folder.resolve("scores.csv");
    done("score", model, usual, odd, "--threads", 1, "--out", csv);
    List<String> rows = Files.readAllLines(csv);
    assertThat(rows).hasSize(3);
    assertThat(nll(rows.get(2))).isGreaterThan(nll(rows.get(1)));
    assertThat(rows.get(1)).as("a document is no picture to compress").endsWith(",,");
    done("encode", model, usual, "--threads", 1, "--out", folder.resolve("latents.safetensors"));
  }

  private static double nll(String row) {
    return Double.parseDouble(row.split(",", -1)[2]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sample", "reconstruct", "interpolate", "traverse"})
  void drawsNoPicturesOfDocuments(String command) {
    refused(
        65,
        saying(model + ": expected a model of images, found one of documents", "topics prints"),
        command,
        model,
        "--out",
        folder.resolve("absent.png"));
  }

  @Test
  void namesNoTextsThatTheModelCannotRead() throws IOException {
    Path strange = Files.writeString(folder.resolve("strange.txt"), "nothing known");
    refused(
        65,
        saying(strange + ": expected text with words of the model's vocabulary, found none"),
        "encode",
        model,
        strange,
        "--out",
        folder.resolve("absent.safetensors"));
  }

  /** Each with another part of the objective, as people try them out. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "objective.bound={importance-weighted: {samples: 3}}",
        "objective.free-nats=0.1",
        "model.likelihood=multinomial"
      })
  void otherModelsOfTextsTrain(String set) {
    Path other = folder.resolve("other-" + Integer.toHexString(set.hashCode()));
    done(
        "train",
        config,
        "--run-dir",
        other,
        "--threads",
        1,
        "--set",
        set,
        "--set",
        "training.epochs=2");
    assertThat(done("topics", TinyJob.best(other), "--words", 3).out()).contains("1");
  }

  @Test
  void aResumedRunKnowsItsWords() {
    Path stopped = folder.resolve("stopped");
    // After the reading of 200 files, and before the end of 480 steps.
    AtomicInteger asked = new AtomicInteger();
    boolean finished =
        new TrainingRun(ConfigReader.read(config, List.of()), stopped, OptionalInt.of(1), 0)
            .train(false, () -> asked.incrementAndGet() > 400);
    assertThat(finished).isFalse();
    done("train", config, "--run-dir", stopped, "--resume", "--threads", 1);
    assertThat(done("topics", TinyJob.last(stopped)).out())
        .isEqualTo(done("topics", TinyJob.last(run)).out());
  }

  @Test
  void aModelOfImagesHasNoTopics() throws IOException {
    TinyJob images = TinyJob.in(Files.createDirectory(folder.resolve("images")));
    Path trained = images.trained(folder.resolve("images-run"));
    refused(
        65,
        saying("expected a model of texts (data.set: text), found one of idx"),
        "topics",
        TinyJob.best(trained));
  }

  private static JsonNode json(Object... words) {
    return JsonMapper.shared().readTree(done(words).out());
  }
}

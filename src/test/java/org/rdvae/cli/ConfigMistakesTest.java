package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.cli.CommandResult.done;
import static org.rdvae.cli.CommandResult.refused;
import static org.rdvae.cli.CommandResult.saying;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.config.ConfigSchema;

/** Mistakes in a config and in --set, and the commands that help with both. */
class ConfigMistakesTest {
  @TempDir Path folder;
  private TinyJob job;
  private Path run;

  @BeforeEach
  void writeJob() {
    job = TinyJob.in(folder);
    run = folder.resolve("run");
  }

  /** What the line is replaced by, the line and column of the complaint, and its words. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          seed: 7             | sed: 7             | 1 | "sed"       | "seed"
          latent: {size: 3}   | latent: {sise: 3}  | 4 | sise        | "size"
          epochs: 3           | epochs: three      | 8 | three       | whole number
          batch: 20           | batch: 0           | 8 | training.batch | at least 1
          validation: 60      | validation: -2     | 2 | data.validation | at least 1
          activation: tanh    | activation: thanh  | 5 | thanh       | "tanh"
          path: images        | path: pictures     | 2 | data.path   | pictures
          """)
  void namesTheLineAndTheNearestChoice(
      String right, String wrong, int line, String first, String second) throws IOException {
    Files.writeString(
        job.config(), Files.readString(job.config()).replaceFirst("\\Q" + right + "\\E", wrong));
    refused(78, saying("tiny.yaml:" + line + ":", first, second), job.train(run));
    refused(78, saying("tiny.yaml:" + line + ":"), "config", "check", job.config());
    assertThat(run).doesNotExist();
    // An editor marks all but a file that is not there.
    assertThat(ConfigSchema.problems(Files.readString(job.config())).isEmpty())
        .isEqualTo(wrong.startsWith("path:"));
  }

  @Test
  void listsAllMistakesAtOnce() throws IOException {
    Files.writeString(
        job.config(),
        Files.readString(job.config())
            .replace("epochs: 3", "epoch: 3")
            .replace("seed: 7", "seed: x"));
    refused(
        78,
        saying("tiny.yaml:1:", "tiny.yaml:8:", "epoch", "--set", "data.limt"),
        job.train(run, "--set", "data.limt=3"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          training.epoch=3   | "epochs"
          training.epochs    | =
          training.epochs=-1 | at least 1
          training.epochs=x  | whole number
          data.path=nowhere  | nowhere
          model.encoder.4.dense.units=3 | model.encoder
          """)
  void refusesMistakesInSet(String set, String words) {
    refused(78, saying("--set", words), job.train(run, "--set", set));
    assertThat(run).doesNotExist();
  }

  @Test
  void refusesASeedThatIsNone() {
    refused(78, saying("seed", "whole number"), job.train(run, "--seed", "one"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "config check", "config show"})
  void refusesAConfigThatIsNotThere(String command) {
    Object[] words = (command + " " + folder.resolve("absent.yaml")).split(" ");
    refused(66, saying("absent.yaml", "expected a config file"), words);
  }

  @Test
  void showsEverySettingWithTheChanges() {
    String shown = done("config", "show", job.config(), "--set", "training.epochs=9").out();
    assertThat(shown)
        .contains("seed: 7\n", "  epochs: 9\n", "  batch: 20\n", "      beta2: 0.999\n")
        .contains("path: " + job.images());
  }

  @Test
  void checkSaysSoWhenNothingIsWrong() {
    assertThat(done("config", "check", job.config()).out())
        .isEqualTo(job.config() + ": no problems\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"quickstart", "mnist-binary-vae"})
  void initWritesAConfigThatChecksAndMeansTheRecipe(String recipe) throws IOException {
    Path written = folder.resolve("init.yaml");
    done("config", "init", recipe, "--out", written);
    String text = Files.readString(written);
    assertThat(done("config", "init", recipe).out()).isEqualTo(text);
    assertThat(ConfigSchema.problems(text)).isEmpty();
    assertThat(text)
        .startsWith(
            "# yaml-language-server: $schema="
                + Path.of("configs/rdvae.schema.json").toUri()
                + "\n# Start of every random stream");
    done("config", "check", written);
    assertThat(done("config", "show", written).out())
        .isEqualTo(done("config", "show", Path.of("configs", recipe + ".yaml")).out());
    refused(73, saying("init.yaml", "--force"), "config", "init", recipe, "--out", written);
  }

  @Test
  void initOffersTheNearestRecipe() {
    refused(2, saying("\"quikstart\"", "\"quickstart\""), "config", "init", "quikstart");
  }

  @Test
  void initListsTheRecipes() {
    assertThat(done("config", "init", "--list").out().lines())
        .hasSize(3)
        .first()
        .isEqualTo(
            "quickstart        A small variational autoencoder on binarised handwritten digits, to"
                + " see everything work.");
    assertThat(done("config", "init", "--help").out())
        .contains("quickstart, mnist-binary-vae, photo");
  }

  @Test
  void schemaPrintsWhatTheConfigsName() throws IOException {
    assertThat(done("config", "schema").out())
        .isEqualTo(Files.readString(Path.of("configs/rdvae.schema.json")));
  }

  static List<Path> shippedConfigs() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("configs"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("shippedConfigs")
  void everyShippedConfigChecks(Path config) throws IOException {
    // Not every set of images may be shipped; such a config leaves out where it lies.
    String text = Files.readString(config);
    boolean needsPath = text.contains("set: idx") || text.contains("codec:");
    if (needsPath) {
      refused(78, saying("data.path: missing"), "config", "check", config);
    }
    done("config", "check", config, "--set", needsPath ? "data.path=" + folder : "seed=1");
  }
}

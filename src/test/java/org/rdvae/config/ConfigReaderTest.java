package org.rdvae.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.rdvae.config.ConfigText.LEAST;
import static org.rdvae.config.ConfigText.complaint;
import static org.rdvae.config.ConfigText.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rdvae.base.Failure;
import org.rdvae.data.Binarization;
import org.rdvae.data.DataSettings;
import org.rdvae.network.Activation;
import org.rdvae.network.Dense;
import org.rdvae.network.WeightInit;
import org.rdvae.training.TrainingSettings.Optimizer.Adam;
import org.rdvae.training.TrainingSettings.Schedule;

class ConfigReaderTest {
  private static final String LAYERS =
      "one of average-pooling, batch-normalization, convolution, dense, divisive-normalization, dl4j-graph, dropout,"
          + " flatten, group-normalization, layer-normalization, max-pooling, reshape, residual,"
          + " skip, transposed-convolution, upsampling";

  @TempDir Path folder;

  @Test
  void whatIsNotWrittenHasItsDefault() {
    Job job = job(LEAST);
    assertThat(job.seed()).isEqualTo(1);
    assertThat(job.data().set()).isEqualTo(DataSettings.Set.MNIST_BINARY);
    assertThat(job.data().path()).isEmpty();
    assertThat(job.training().epochs()).isEqualTo(10);
    assertThat(job.training().optimizer()).isEqualTo(new Adam(1e-3, 0.9, 0.999, 1e-8, 0));
    assertThat(job.training().schedule()).isEqualTo(new Schedule.Constant());
    assertThat(job.model().encoder()).isEmpty();
    assertThat(job.evaluation().importanceSamples()).isEqualTo(200);
  }

  @Test
  void readsEveryKindOfSetting() {
    Job job =
        job(
            """
            seed: 12345678901
            data: {binarization: none, path: null}
            model:
              latent: {size: 40}
              encoder:
                - dense: {units: 400, activation: leaky-relu, gated: true}
                - dense:
                    units: 300
                    weight-init: uniform
              decoder: []
            training:
              optimizer: {adam: {learning-rate: 1e-4}}
              schedule: {steps: {epochs: [2, 3]}}
            """);
    assertThat(job.seed()).isEqualTo(12345678901L);
    assertThat(job.data().binarization()).isEqualTo(Binarization.NONE);
    assertThat(job.data().path()).isEmpty();
    assertThat(job.model().encoder())
        .containsExactly(
            new Dense(400, Activation.LEAKY_RELU, true, WeightInit.AUTO),
            new Dense(300, Activation.IDENTITY, false, WeightInit.UNIFORM));
    assertThat(job.training().optimizer()).isEqualTo(new Adam(1e-4, 0.9, 0.999, 1e-8, 0));
    assertThat(job.training().schedule()).isEqualTo(new Schedule.Steps(List.of(2, 3), 0.1));
  }

  @Test
  void aliasesStandForWhatTheirAnchorsName() {
    Job job =
        job("model: {latent: {size: 2}, encoder: &layers [{dense: {units: 3}}], decoder: *layers}");
    assertThat(job.model().decoder()).hasSize(1).isEqualTo(job.model().encoder());
  }

  @Test
  void aWrongValueIsReportedWithItsPlaceAndWhatWasExpected() {
    assertThat(complaint(LEAST + "training:\n  batch: 7\n  epochs: ten\n"))
        .isEqualTo(
            "job.yaml:4:11: training.epochs: expected a whole number of at least 1, found \"ten\"");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "training.epochs | 0 | a whole number of at least 1, found \"0\"",
        "training.epochs | -3 | a whole number of at least 1, found \"-3\"",
        "training.epochs | 1e3 | a whole number of at least 1, found \"1e3\"",
        "training.epochs | 10.0 | a whole number of at least 1, found \"10.0\"",
        "training.epochs | 1_000 | a whole number of at least 1, found \"1_000\"",
        "training.epochs | 010 | a whole number of at least 1, found \"010\"",
        "training.epochs | 0x10 | a whole number of at least 1, found \"0x10\"",
        "training.epochs | \"10\" | a whole number of at least 1, found the quoted text \"10\"",
        "training.epochs | [1] | a whole number of at least 1, found a list",
        "training.epochs | {a: 1} | a whole number of at least 1, found a map",
        "training.epochs | null | a whole number of at least 1, found nothing",
        "training.epochs | 3000000000 | a whole number of at least 1, found \"3000000000\"; the largest possible is 2147483647",
        "seed | 9223372036854775808 | a whole number of at least 0, found \"9223372036854775808\"; the largest possible is 9223372036854775807",
        "model.latent.size | 100001 | a whole number from 1 to 100000, found \"100001\"",
        "objective.free-nats | .nan | a number of at least 0, found \".nan\"",
        "objective.free-nats | .inf | a number of at least 0, found \".inf\"",
        "objective.free-nats | NaN | a number of at least 0, found \"NaN\"",
        "objective.free-nats | 1e999 | a number of at least 0, found \"1e999\"",
        "objective.free-nats | 1d | a number of at least 0, found \"1d\"",
        "objective.beta.rise | 0 | a number above 0 and at most 1, found \"0\"",
        "objective.beta.rise | 1.01 | a number above 0 and at most 1, found \"1.01\"",
        "data.binarization | thresold | one of dynamic, threshold, bits, none, found \"thresold\"; did you mean \"threshold\"?",
        "data.binarization | no | one of dynamic, threshold, bits, none, found \"no\"",
        "data.set | 5 | one of mnist-binary, idx, images, table, text, shapes, plugin, given-images, given-rows, found \"5\"",
        "data.path | \" \" | a path, found the quoted text \" \"",
        "model.encoder | dense | a list, each " + LAYERS + ", found \"dense\"",
        "model.encoder | {dense: {units: 4}} | a list, each " + LAYERS + ", found a map",
        "model.encoder | [5] | " + LAYERS + ", found \"5\"",
        "model.encoder | [{}] | " + LAYERS + ", found a map",
        "model.encoder | [{dense: {units: 4, gated: yes}}] | true or false, found \"yes\"",
        "model.encoder | [{dense: {units: 4, gated: True}}] | true or false, found \"True\"",
        "model.latent | 40 | settings (size, above), found \"40\"",
        "training.schedule | {linear: } | settings (end), found nothing",
        "training.schedule | liner | one of constant, cosine, linear, steps, found \"liner\"; did you mean \"linear\"?",
        "training.schedule | {constant, linear} | one of constant, cosine, linear, steps, found all of constant, linear",
        "training.schedule | [] | one of constant, cosine, linear, steps, found a list"
      })
  void refusesAWrongValue(String path, String value, String expected) {
    assertThat(complaint(LEAST, path + "=" + value))
        .contains(path)
        .endsWith("expected " + expected + hint(value));
  }

  private static String hint(String value) {
    return value.startsWith("{constant, ")
        ? "; the settings of constant must be indented below it"
        : "";
  }

  @Test
  void acceptsNumbersInAllTheirSpellings() {
    assertThat(job(LEAST, "objective.free-nats=1e-3").objective().freeNats()).isEqualTo(0.001);
    assertThat(job(LEAST, "objective.free-nats=.5").objective().freeNats()).isEqualTo(0.5);
    assertThat(job(LEAST, "objective.free-nats=+2").objective().freeNats()).isEqualTo(2);
    assertThat(job(LEAST, "objective.free-nats=5.").objective().freeNats()).isEqualTo(5);
  }

  @Test
  void missingSettingsAreReportedWhereTheyWouldStand() {
    assertThat(complaint("seed: 1\nmodel:\n  encoder: []\n"))
        .isEqualTo(
            """
            job.yaml:2:1: model.latent.size: missing; expected a whole number from 1 to 100000
            job.yaml:2:1: model.decoder: missing; expected a list, each LAYERS"""
                .replace("LAYERS", LAYERS));
    assertThat(complaint("seed: 1")).contains("job.yaml:1:1: model.latent.size: missing");
    assertThat(complaint(LEAST + "training: {schedule: steps}"))
        .isEqualTo(
            "job.yaml:2:22: training.schedule.steps.epochs: missing; expected a list, each a whole number");
  }

  @Test
  void settingsThatAreNotIndentedBelowTheirChoiceAreExplained() {
    assertThat(
            complaint(
                "model:\n  latent: {size: 2}\n  decoder: []\n  encoder:\n    - dense:\n      units: 4\n"))
        .isEqualTo(
            "job.yaml:5:7: model.encoder.0: expected "
                + LAYERS
                + ", found all of dense, units;"
                + " the settings of dense must be indented below it");
  }

  @Test
  void allProblemsAreReportedAtOnceInTheOrderOfTheText() {
    String complaint =
        complaint(
            "sed: 3\ntraining: {batch: x, epochs: 0}\n" + LEAST, "run.picture-every=-1", "run.x=1");
    assertThat(complaint.lines().map(line -> line.replaceAll(": (expected|unknown).*", "")))
        .containsExactly(
            "job.yaml:1:1",
            "job.yaml:2:19: training.batch",
            "job.yaml:2:30: training.epochs",
            "--set run.x=1: run",
            "--set run.picture-every=-1: run.picture-every");
  }

  @Test
  void aFloodOfProblemsIsCutOff() {
    StringBuilder text = new StringBuilder(LEAST);
    for (int i = 0; i < 80; i++) {
      text.append("quux").append(i).append(": 1\n");
    }
    assertThat(complaint(text.toString()).lines())
        .hasSize(51)
        .last()
        .isEqualTo("and 30 more problems");
  }

  @Test
  void relativePathsAreRelativeToTheFile() throws IOException {
    Path images = Files.createDirectory(folder.resolve("images"));
    Path file =
        Files.writeString(folder.resolve("job.yaml"), LEAST + "data: {set: idx, path: ./images}");
    assertThat(ConfigReader.read(file, List.of()).data().path())
        .isEqualTo(Optional.of(images.toAbsolutePath()));
  }

  @Test
  void relativePathsOfTheCommandLineAreRelativeToTheCurrentFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("job.yaml"), LEAST);
    Job job = ConfigReader.read(file, List.of("data.set=idx", "data.path=src/main"));
    assertThat(job.data().path()).isEqualTo(Optional.of(Path.of("src/main").toAbsolutePath()));
  }

  @Test
  void aPathThatDoesNotExistIsReportedWithItsPlace() {
    assertThat(complaint(LEAST + "data: {set: idx, path: /no/such/folder}"))
        .isEqualTo("job.yaml:2:24: data.path: expected a path that exists, found /no/such/folder");
  }

  @Test
  void aResolvedConfigIsReadWhereItsDataIsMissing() {
    Job job =
        ConfigReader.parseResolved(LEAST + "data: {set: idx, path: /no/such/folder}", "checkpoint");
    assertThat(job.data().path()).isEqualTo(Optional.of(Path.of("/no/such/folder")));
  }

  @Test
  void filesThatCannotBeReadAreNamed() throws IOException {
    Path missing = folder.resolve("missing.yaml");
    assertThat(failureOf(missing).kind()).isEqualTo(Failure.Kind.MISSING_PATH);
    assertThat(failureOf(missing))
        .hasMessage(missing + ": expected a config file, found no such file");
    assertThat(failureOf(folder).kind()).isEqualTo(Failure.Kind.MISSING_PATH);
    assertThat(failureOf(folder)).hasMessage(folder + ": expected a config file, found a folder");
    Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE4});
    assertThat(failureOf(latin).kind()).isEqualTo(Failure.Kind.BAD_CONFIG);
    assertThat(failureOf(latin)).hasMessage(latin + ": expected text in UTF-8, found other bytes");
    Path huge = Files.write(folder.resolve("huge.yaml"), new byte[4_000_001]);
    assertThat(failureOf(huge)).hasMessage(huge + ": too long for a config (4000001 bytes)");
  }

  private static Failure failureOf(Path file) {
    return catchThrowableOfType(Failure.class, () -> ConfigReader.read(file, List.of()));
  }
}

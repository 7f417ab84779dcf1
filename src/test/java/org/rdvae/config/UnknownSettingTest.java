package org.rdvae.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.rdvae.config.ConfigText.LEAST;
import static org.rdvae.config.ConfigText.complaint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;

class UnknownSettingTest {
  @TempDir Path folder;

  @Test
  void offersTheNearestKeyBesideIt() {
    assertThat(complaint(LEAST + "training:\n  optimizer:\n    adam: {learning-rat: 1e-3}\n"))
        .isEqualTo(
            "job.yaml:4:12: training.optimizer.adam: unknown setting \"learning-rat\"; did you mean \"learning-rate\"?");
  }

  @Test
  void offersThePlaceWhereTheKeyWouldBeValid() {
    assertThat(complaint(LEAST + "epochs: 5"))
        .isEqualTo("job.yaml:2:1: unknown setting \"epochs\"; did you mean \"training.epochs\"?");
    assertThat(complaint(LEAST + "training: {learning_rate: 1e-4}"))
        .endsWith(
            "training: unknown setting \"learning_rate\"; did you mean \"training.optimizer.adam.learning-rate\"?");
    assertThat(complaint(LEAST + "objective: {warm-up-epochs: 3}"))
        .endsWith("did you mean \"objective.beta.warm-up-epochs\"?");
    assertThat(complaint(LEAST + "training: {optimizer: {learning-rate: 1e-4}}"))
        .endsWith(
            "expected one of adam, adam-norm-grad, momentum, found \"learning-rate\"; did you mean \"training.optimizer.adam.learning-rate\"?");
  }

  @Test
  void prefersThePlaceThatSharesThePath() {
    assertThat(complaint(LEAST + "training: {schedule: {linear: {epochs: [3]}}}"))
        .endsWith("did you mean \"training.schedule.steps.epochs\"?");
    assertThat(complaint("model: {latent: {size: 2}, encoder: [], decoder: [], units: 5}"))
        .endsWith("did you mean \"model.encoder.N.dense.units\"?");
  }

  @Test
  void listsTheKnownKeysWhenNothingIsNear() {
    assertThat(complaint(LEAST + "quux: 5"))
        .isEqualTo(
            "job.yaml:2:1: unknown setting \"quux\"; known here:"
                + " seed, data, model, objective, training, cluster, evaluation, run");
    assertThat(complaint(LEAST + "training: {schedule: {constant: {quux: 1}}}"))
        .endsWith(
            "training.schedule.constant: unknown setting \"quux\"; there are no settings here");
  }

  @Test
  void explainsThatKeysAreNestedInAFile() {
    assertThat(complaint(LEAST + "training.epochs: 5"))
        .endsWith(
            "unknown setting \"training.epochs\"; a file nests its keys, as in training: {epochs: ...}");
  }

  @Test
  void doesNotAlsoCallTheIntendedSettingMissing() {
    assertThat(complaint("model: {latnt: {size: 2}, encoder: [], decodr: []}").lines())
        .containsExactly(
            "job.yaml:1:9: model: unknown setting \"latnt\"; did you mean \"latent\"?",
            "job.yaml:1:40: model: unknown setting \"decodr\"; did you mean \"decoder\"?");
  }

  @Test
  void aMergeKeyIsNoSetting() {
    assertThat(complaint(LEAST + "training: &t {epochs: 5}\nrun: {<<: *t}"))
        .contains("unknown setting \"<<\"");
  }

  /** One letter from encoder, and two changed places from decoder. */
  @Test
  void ofTwoKeysEquallyNearItOffersTheOneNotYetGiven() {
    assertThat(complaint("model: {latent: {size: 2}, encoder: [], edcoder: []}"))
        .isEqualTo("job.yaml:1:41: model: unknown setting \"edcoder\"; did you mean \"decoder\"?");
    assertThat(complaint("model: {latent: {size: 2}, edcoder: [], decoder: []}"))
        .isEqualTo("job.yaml:1:28: model: unknown setting \"edcoder\"; did you mean \"encoder\"?");
  }

  @Test
  void theDefaultOfAMisspeltSettingIsHeldAgainstNothing() {
    assertThat(
            complaint(LEAST + "objective: {beta: {warm-up-epochs: 99}}\ntraining: {epocs: 100}\n"))
        .isEqualTo("job.yaml:3:12: training: unknown setting \"epocs\"; did you mean \"epochs\"?");
  }

  @Test
  void aMisspeltCodecIsStillACodec() throws IOException {
    Path file = Files.writeString(folder.resolve("job.yaml"), "seed: 1\nvodec: {}\n");
    assertThatThrownBy(() -> ConfigReader.readTraining(file, List.of()))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("job.yaml:2:1: unknown setting \"vodec\"; did you mean \"codec\"?")
        .hasMessageNotContaining("model");
  }
}

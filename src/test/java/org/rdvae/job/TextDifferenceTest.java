package org.rdvae.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rdvae.config.ConfigReader;
import org.rdvae.config.ConfigWriter;

class TextDifferenceTest {
  private static final String CONFIG =
      """
      model:
        latent: {size: 2}
        encoder: [dense: {units: 20}, dense: {units: 10}]
        decoder: [dense: {units: 20}]
      """;

  @Test
  void equalConfigsDifferInNothing() {
    assertThat(difference()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          seed=2                  | seed: 1                 | seed: 2
          training.epochs=3       | training.epochs: 10     | training.epochs: 3
          objective.free-nats=0.5 | objective.free-nats: 0.0 | objective.free-nats: 0.5
          training.optimizer.adam.beta1=0.5 | training.optimizer.adam.beta1: 0.9 | training.optimizer.adam.beta1: 0.5
          training.schedule=linear | training.schedule: constant | training.schedule.linear.end: 0.0
          """)
  void namesTheSettingByItsPath(String set, String was, String now) {
    assertThat(difference(set)).isEqualTo("\n  was: " + was + "\n  now: " + now);
  }

  /** The lines are the same ones, in other places. */
  @Test
  void seesLayersThatChangedPlaces() {
    assertThat(
            difference("model.encoder.0.dense.units=10", "model.encoder.1.dense.units=20").lines())
        .satisfiesExactly(
            line -> assertThat(line).isEmpty(),
            line -> assertThat(line).startsWith("  was: model.encoder.0: dense: {units: 20,"),
            line -> assertThat(line).startsWith("  was: model.encoder.1: dense: {units: 10,"),
            line -> assertThat(line).startsWith("  now: model.encoder.0: dense: {units: 10,"),
            line -> assertThat(line).startsWith("  now: model.encoder.1: dense: {units: 20,"));
  }

  @Test
  void seesALayerTooMany() {
    assertThat(difference("model.decoder=[dense: {units: 20}, dense: {units: 20}]").lines())
        .satisfiesExactly(
            line -> assertThat(line).isEmpty(),
            line -> assertThat(line).startsWith("  now: model.decoder.1: dense: {units: 20,"));
  }

  private static String difference(String... sets) {
    return TextDifference.of(text(), text(sets));
  }

  private static String text(String... sets) {
    return ConfigWriter.plain(ConfigReader.parse(CONFIG, "job.yaml", Path.of("."), List.of(sets)));
  }
}

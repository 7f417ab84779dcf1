package org.rdvae.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.config.ConfigText.LEAST;
import static org.rdvae.config.ConfigText.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.base.Setting;

class ConfigWriterTest {
  @TempDir Path folder;

  /** Every type that a setting can have. */
  record Everything(
      @Setting("A text.") String text,
      @Setting("Perhaps a text.") Optional<String> perhaps,
      @Setting("Texts.") List<String> texts,
      @Setting("A group.") Inner group,
      @Setting("Groups.") List<Inner> groups,
      @Setting("A choice.") Shape shape,
      @Setting("Choices.") List<Shape> shapes,
      @Setting("Yes or no.") boolean yes,
      @Setting("Wide.") long wide) {}

  record Inner(@Setting("A number.") double number, @Setting("Wholes.") List<Integer> wholes) {}

  sealed interface Shape {
    record Round(@Setting("Radius.") double radius, @Setting("Groups.") List<Inner> groups)
        implements Shape {}

    record Nothing() implements Shape {}
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "model.encoder=[{dense: {units: 5, activation: gelu, gated: true}}, {dense: {units: 4}}]",
        "training.schedule={steps: {epochs: [1, 2], factor: 0.631}}",
        "training.schedule={cosine: {end: 1e-7}}",
        "training.optimizer={adam: {learning-rate: 3.3e-5, epsilon: 1e-12}}",
        "objective.free-nats=0.1",
        "seed=9223372036854775807"
      })
  void whatIsWrittenReadsBackEqual(String set) {
    Job job = job(LEAST, set.isEmpty() ? new String[0] : new String[] {set});
    assertThat(job(ConfigWriter.plain(job))).isEqualTo(job);
    assertThat(job(ConfigWriter.commented(job))).isEqualTo(job);
  }

  @Test
  void pathsReadBackEqual() throws Exception {
    Path odd = Files.createDirectory(folder.resolve("a \"b\": {c}, #ü"));
    Job job =
        ConfigReader.parse(
            LEAST + "data: {set: idx, path: 'a \"b\": {c}, #ü'}", "job.yaml", folder, List.of());
    assertThat(job.data().path()).isEqualTo(Optional.of(odd));
    assertThat(job(ConfigWriter.plain(job))).isEqualTo(job);
    assertThat(ConfigReader.parseResolved(ConfigWriter.plain(job), "checkpoint")).isEqualTo(job);
  }

  @Test
  void everyTypeReadsBackEqual() {
    SettingType.Group root = SettingType.group(Everything.class);
    Inner inner = new Inner(-0.0, List.of(1, -2));
    Shape round = new Shape.Round(1e-9, List.of(inner, new Inner(1e300, List.of())));
    for (String text :
        List.of(
            "no",
            "null",
            "~",
            "",
            "1e3",
            "a: b",
            "- x",
            "a\nb\t\u0001",
            "\\ \"",
            "---",
            "...",
            "#x",
            "ü \uD83D\uDE00")) {
      Everything all =
          new Everything(
              text,
              Optional.of(text),
              List.of(text, "x"),
              inner,
              List.of(inner, inner),
              round,
              List.of(round, new Shape.Nothing()),
              true,
              Long.MIN_VALUE + 1);
      for (boolean commented : new boolean[] {false, true}) {
        String written = ConfigWriter.write(all, root, commented);
        assertThat(ConfigReader.parse(written, "all.yaml", Path.of("."), List.of(), root, true))
            .isEqualTo(all);
      }
    }
  }

  @Test
  void recordsAreBlocksAndLayersAreLines() {
    Job job =
        job(
            LEAST,
            "model.encoder=[{dense: {units: 400, activation: relu}}]",
            "training.optimizer.adam.learning-rate=1e-4");
    assertThat(ConfigWriter.plain(job))
        .contains(
            """
            seed: 1
            data:
              set: mnist-binary
              path: null
            """)
        .contains(
            """
              encoder:
                - dense: {units: 400, activation: relu, gated: false, weight-init: auto}
              decoder: []
            """)
        .contains(
            """
              optimizer:
                adam:
                  learning-rate: 1e-4
            """)
        .contains("  schedule: constant\n")
        .doesNotContain("#");
  }

  @Test
  void commentsSayWhatASettingMeansAndWhatMayBeWritten() {
    assertThat(ConfigWriter.commented(job(LEAST)))
        .startsWith(
            "# Start of every random stream of the run. A whole number of at least 0.\nseed: 1\n\n# The images.\ndata:\n")
        .contains(
            "  # Passes over the training images. A whole number of at least 1.\n  epochs: 10\n")
        .contains(
            "  # Factor on the learning rate over time. One of constant, cosine, linear, steps.\n")
        .contains("  #   linear.end: Factor at the end. A number from 0 to 1. Default 0.0.\n")
        .contains("  #   dense.units: Number of outputs. A whole number from 1 to 1000000.\n");
    assertThat(ConfigWriter.commented(job(LEAST)).lines()).allMatch(line -> line.length() <= 100);
  }
}

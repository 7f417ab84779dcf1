package org.rdvae.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rdvae.base.Failure;
import org.rdvae.evaluation.ScoreKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SweepReportTest {
  private static final List<String> KEYS = List.of("model.latent.size");
  private static final List<List<String>> VARIANTS = List.of(List.of("10"), List.of("20"));

  /** The second variant lacks the third seed, as when that run diverged. */
  private static final SweepReport REPORT =
      new SweepReport(
          KEYS,
          VARIANTS,
          List.of(run(0, 1, 100), run(0, 2, 102), run(0, 3, 107), run(1, 1, 97), run(1, 2, 98)));

  @Test
  void comparesTheVariantsForPeople() {
    assertThat(REPORT.markdown())
        .isEqualTo(
            """
            2,000 test images, 50 samples of each, nats per image: mean over seeds (standard deviation of one run).

            | model.latent.size | seeds | nll           | elbo           | rate         | distortion   |
            | ----------------- | ----- | ------------- | -------------- | ------------ | ------------ |
            | 10                | 3     | 103.00 (3.61) | -104.00 (3.61) | 20.00 (0.00) | 84.00 (3.61) |
            | 20                | 2     | 97.50 (0.71)  | -98.50 (0.71)  | 20.00 (0.00) | 78.50 (0.71) |

            Difference to the first variant, by pairs of one seed: mean (its standard error).

            | model.latent.size | pairs | nll difference | elbo difference | rate difference | distortion difference |
            | ----------------- | ----- | -------------- | --------------- | --------------- | --------------------- |
            | 20                | 2     | -3.50 (0.50)   | +3.50 (0.50)    | +0.00 (0.00)    | -3.50 (0.50)          |
            """);
  }

  @Test
  void comparesTheVariantsForPrograms() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    REPORT.writeCsv(out);
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0))
        .startsWith("model.latent.size,seeds,nll_mean,nll_standard_deviation,elbo_mean,")
        .contains(",pairs,nll_difference,nll_difference_standard_error,elbo_difference,");
    assertThat(lines.get(1))
        .startsWith("10,3,103.0,3.605551275463989,-104.0,3.605551275463989,20.0,0.0,84.0,")
        .endsWith(",,,,,,,,,");
    assertThat(lines.get(2))
        .startsWith("20,2,97.5,0.707")
        .endsWith(",2,-3.5,0.5,3.5,0.5,0.0,0.0,-3.5,0.5");
    assertThat(lines).allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(19));
  }

  @Test
  void keepsEveryRun() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    REPORT.writeJsonLines(out);
    List<JsonNode> lines =
        out.toString(StandardCharsets.UTF_8).lines().map(JsonMapper.shared()::readTree).toList();
    assertThat(lines).hasSize(5);
    JsonNode last = lines.get(4);
    assertThat(last.get("folder").asString()).isEqualTo("v1/seed-2");
    assertThat(last.get("seed").asLong()).isEqualTo(2);
    assertThat(last.get("settings").get("model.latent.size").asString()).isEqualTo("20");
    assertThat(last.get("evaluation").get("nll").asDouble()).isEqualTo(98);
  }

  @Test
  void ofOneRunOfEachHasNoSpread() {
    SweepReport report = new SweepReport(KEYS, VARIANTS, List.of(run(0, 1, 100), run(1, 1, 97)));
    assertThat(report.markdown()).contains("| 97.00 ", "| -3.00 ").doesNotContain("NaN", ".00 (");
  }

  @Test
  void showsAVariantOfWhichNothingWasMeasured() throws IOException {
    SweepReport report = new SweepReport(KEYS, VARIANTS, List.of(run(0, 1, 100)));
    assertThat(report.markdown()).containsPattern("\\| 20 +\\| 0 +\\| - +\\|");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    report.writeCsv(out);
    assertThat(out.toString(StandardCharsets.UTF_8)).endsWith("\n20,0,,,,,,,,,0,,,,,,,,\n");
  }

  @Test
  void withoutVariedSettingsComparesNothing() {
    SweepReport report =
        new SweepReport(List.of(), List.of(List.of()), List.of(run(0, 1, 100), run(0, 2, 102)));
    assertThat(report.markdown())
        .contains("| variant ", "| as configured | 2 ", "101.00 (1.41)")
        .doesNotContain("Difference");
  }

  @Test
  void readsARun(@TempDir Path sweep) throws IOException {
    write(sweep, "{\"nll\":1.5,\"elbo\":null,\"rate\":2,\"distortion\":3}");
    SweepRun run = SweepRun.read(sweep, 1, 7, "v/seed-7");
    assertThat(run.seed()).isEqualTo(7);
    assertThat(run.value(ScoreKind.NLL)).isEqualTo(1.5);
    assertThat(run.value(ScoreKind.ELBO)).isNaN();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"nll":1,                                 | found something else
          {"nll":1,"elbo":-2,"rate":1}              | found no number distortion
          {"nll":"x","elbo":-2,"rate":1,"distortion":1} | found no number nll
          [1]                                       | found no number nll
          """)
  void refusesAnEvaluationThatIsNone(String text, String words, @TempDir Path sweep)
      throws IOException {
    write(sweep, text);
    assertThatThrownBy(() -> SweepRun.read(sweep, 0, 7, "v/seed-7"))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_DATA))
        .hasMessageContaining(
            "evaluation.json: expected the JSON object of an evaluation, " + words)
        .hasMessageContaining("Remove the file");
  }

  private static void write(Path sweep, String text) throws IOException {
    Path folder = Files.createDirectories(sweep.resolve("v/seed-7"));
    Files.writeString(RunFolder.evaluation(folder), text);
  }

  private static SweepRun run(int variant, long seed, double nll) {
    String json =
        """
        {"images": 2000, "importance_samples": 50, "nll": %s, "elbo": %s, "rate": 20, "distortion": %s}
        """
            .formatted(nll, -nll - 1, nll - 19);
    return new SweepRun(
        variant, seed, "v" + variant + "/seed-" + seed, JsonMapper.shared().readTree(json));
  }
}

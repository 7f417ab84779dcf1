package org.rdvae.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;

class RunLogTest {
  @TempDir private Path folder;

  private void refused(Path path, String found) {
    assertThatThrownBy(() -> RunLog.read(path))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.MISSING_PATH))
        .hasMessage(
            path
                + ": expected the folder of a run, with config.yaml and metrics.jsonl as rdvae"
                + " train leaves them, found "
                + found
                + ".");
  }

  @Test
  void whatIsNoRunIsToldFromOne() throws IOException {
    refused(folder.resolve("absent"), "nothing of that name");
    refused(Files.writeString(folder.resolve("file"), ""), "a file");
    refused(folder, "none");
    Files.writeString(folder.resolve("sweep.json"), "{}");
    refused(folder, "a sweep; its runs are the folders seed-N inside");
  }

  @Test
  void damagedFilesBesideTheMetricsAreAsGoodAsNone() throws IOException {
    RunLog log =
        FakeRun.in(folder.resolve("run"))
            .autoencoder(1)
            .provenance("provenance.json", "{\"device\":")
            .provenance("evaluation.json", "[1, 2")
            .log();
    assertThat(log.evaluation()).isEmpty();
    assertThat(log.testRates()).isEmpty();
    assertThat(log.starts()).containsExactly(new RunLog.Start(0, Map.of()));
    assertThat(log.steps()).isEqualTo(50);
    assertThat(log.seconds()).isEqualTo(2.0);
    assertThat(log.imagesPerSecond()).isEqualTo(250.0);
  }

  @Test
  void resumptionsStandInTheOrderOfTheirSteps() throws IOException {
    RunLog log =
        FakeRun.in(folder.resolve("run"))
            .provenance("provenance-from-step-1000.json", "{}")
            .provenance("provenance-from-step-90.json", "{}")
            .provenance("provenance.json", "{}")
            .provenance("provenance-from-step-x.json", "{}")
            .log();
    assertThat(log.starts()).extracting(RunLog.Start::step).containsExactly(0L, 90L, 1000L);
  }

  @Test
  void aRateThatIsNotKnownMakesAllOfThemUnknown() throws IOException {
    FakeRun run = FakeRun.in(folder.resolve("run"));
    assertThat(run.evaluated("[0.5,1.5]").log().testRates()).containsExactly(0.5, 1.5);
    assertThat(run.evaluated("[0.5,null]").log().testRates()).isEmpty();
  }

  @Test
  void numbersThatAreMissingLeaveGapsInASeries() {
    List<String> lines =
        List.of(
            "{\"step\":1,\"a\":5}",
            "{\"step\":2,\"a\":null}",
            "{\"step\":3}",
            "{\"step\":4,\"a\":7.5}");
    Path file = folder.resolve("lines.jsonl");
    try {
      Files.write(file, lines);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    LineChart.Line series = MetricLines.read(file).series("a", "a");
    assertThat(series.x()).containsExactly(1, 4);
    assertThat(series.y()).containsExactly(5, 7.5);
    assertThat(MetricLines.read(folder.resolve("absent")).lines()).isEmpty();
  }

  @Test
  void runsAreNamedByAsLittleOfTheirPathsAsTellsThemApart() {
    assertThat(RunNames.of(List.of(Path.of("x/a"), Path.of("x/b")))).containsExactly("a", "b");
    assertThat(RunNames.of(List.of(Path.of("x/a/1"), Path.of("x/b/1"), Path.of("y/a/2/."))))
        .containsExactly("a/1", "b/1", "a/2");
    assertThat(RunNames.of(List.of(Path.of("x/a"), Path.of("x/a")))).containsExactly("a", "a");
  }
}

package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.cli.CommandResult.done;
import static org.rdvae.cli.CommandResult.refused;
import static org.rdvae.cli.CommandResult.saying;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rdvae.checkpoint.Checkpoint;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SweepCommandTest {
  private static final int TERMINATED = 128 + 15;

  @TempDir Path folder;
  private TinyJob job;
  private Path out;

  @BeforeEach
  void writeJob() {
    job = TinyJob.in(folder);
    out = folder.resolve("sweep");
  }

  @Test
  void trainsAndComparesEveryVariantAndDoesNothingTwice() throws IOException {
    CommandResult first = done(sweep());
    assertThat(first.err()).contains("run 1 of 4: ", "run 4 of 4: 02-size=3/seed-8");
    assertThat(first.out())
        .isEqualTo(Files.readString(out.resolve("table.md")))
        .containsPattern("\\| 2 +\\| 2 +\\| [0-9]+\\.[0-9]{2} \\(")
        .containsPattern("\\| 3 +\\| 2 +\\| [+-][0-9]+\\.[0-9]{2} \\(");
    List<JsonNode> results =
        Files.readAllLines(out.resolve("results.jsonl")).stream()
            .map(JsonMapper.shared()::readTree)
            .toList();
    assertThat(results)
        .extracting(result -> result.get("folder").asString())
        .containsExactly(
            "01-size=2/seed-7", "01-size=2/seed-8", "02-size=3/seed-7", "02-size=3/seed-8");
    for (JsonNode result : results) {
      Path run = out.resolve(result.get("folder").asString());
      assertThat(result.get("evaluation"))
          .isEqualTo(JsonMapper.shared().readTree(run.resolve("evaluation.json")));
      assertThat(done("evaluate", TinyJob.best(run), "--json", "--threads", "1").out().strip())
          .isEqualTo(Files.readString(run.resolve("evaluation.json")));
    }
    assertThat(Files.readAllLines(out.resolve("table.csv"))).hasSize(3);

    Map<String, String> before = FolderListing.of(out);
    CommandResult second = done(sweep());
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(second.err())
        .contains("4 of 4 runs were done before")
        .doesNotContain("run 1 of 4", "training:", "resuming");
    assertThat(FolderListing.of(out)).isEqualTo(before);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aSignalSavesAndTheSameCommandGoesOn() throws IOException {
    Object[] command = sweep("--set", "training.epochs=60", "--set", "run.picture-every=0");
    Path firstEvaluation = out.resolve("01-size=2/seed-7/evaluation.json");
    try (RdvaeProcess process = RdvaeProcess.start(folder, command)) {
      process.await(() -> Files.exists(firstEvaluation));
      process.terminate();
      assertThat(process.exitCode()).as(process::output).isEqualTo(TERMINATED);
      assertThat(process.output()).contains("Saved. To go on, give the same command again.");
    }
    assertThat(out.resolve("table.md")).doesNotExist();
    String digest = FolderListing.sha256(TinyJob.last(out.resolve("01-size=2/seed-7")));
    CommandResult second = done(command);
    assertThat(second.err()).doesNotContain("run 1 of 4").contains("run 4 of 4");
    assertThat(second.out()).contains("Difference to the first variant");
    assertThat(FolderListing.sha256(TinyJob.last(out.resolve("01-size=2/seed-7"))))
        .isEqualTo(digest);
    for (String run : List.of("01-size=2/seed-8", "02-size=3/seed-7", "02-size=3/seed-8")) {
      assertThat(Checkpoint.read(TinyJob.last(out.resolve(run))).position().finished()).isTrue();
    }
  }

  @Test
  void failedRunsAreReportedAfterTheTable() {
    CommandResult result =
        CommandResult.of(
            "sweep",
            job.config(),
            "--seeds",
            "1",
            "--vary",
            "training.optimizer.adam.learning-rate=0.005,1e30",
            "--out",
            out,
            "--threads",
            "1");
    assertThat(result.code()).isEqualTo(65);
    assertThat(result.out()).containsPattern("\\| 1e30 +\\| 0 +\\| -");
    assertThat(result.err())
        .contains("02-learning-rate=1e30/seed-7 failed: Training diverged")
        .contains("rdvae: 1 of 2 runs failed")
        .doesNotContain("\tat ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          78 | model.latent.size=0,2 | --set model.latent.size=0 | from 1 to
          78 | model.latent.sise=2   | "sise"                    | "size"
          78 | training.batch=10,-1  | --set training.batch=-1   | at least 1
          78 | data.path=nowhere     | data.path                 | nowhere
          2  | model.latent.size     | --vary model.latent.size  | such as model.latent.size=10,20
          2  | training.batch=5,5    | --vary training.batch=5,5 | found 5 twice
          2  | seed=1,2              | --vary seed=1,2           | --seeds
          """)
  void mistakesInVaryAreFoundBeforeAnythingIsMade(
      int code, String vary, String first, String second) {
    refused(
        code,
        saying(first, second),
        "sweep",
        job.config(),
        "--seeds",
        "2",
        "--vary",
        vary,
        "--out",
        out);
    assertThat(out).doesNotExist();
  }

  @Test
  void mistakesInTheConfigAreFoundWithTheirPlace() throws IOException {
    Files.writeString(
        job.config(), Files.readString(job.config()).replace("epochs: 3", "epochs: three"));
    CommandResult result = refused(78, saying("tiny.yaml:8:", "three"), sweep());
    assertThat(result.err().lines()).as("not once for every run").hasSize(1);
  }

  @Test
  void refusesWrongWordsAndFiles() throws IOException {
    refused(2, saying("--seeds"), "sweep", job.config(), "--out", out);
    refused(2, saying("--out"), "sweep", job.config(), "--seeds", "2");
    refused(
        2,
        saying("--seeds: expected a whole number from 1 to 1000, found 0"),
        "sweep",
        "absent.yaml",
        "--seeds",
        "0",
        "--out",
        out);
    refused(
        66,
        saying("absent.yaml: expected a config file"),
        "sweep",
        folder.resolve("absent.yaml"),
        "--seeds",
        "1",
        "--out",
        out);
    Files.createDirectories(out);
    Files.writeString(out.resolve("something"), "else");
    refused(73, saying(out + " is not empty and holds no sweep"), sweep());
  }

  @Test
  void refusesTheFolderOfAnotherSweep() {
    done(sweep("--set", "training.epochs=1"));
    refused(
        73,
        saying(out + " holds another sweep", "was: training.epochs: 1", "now: training.epochs: 3"),
        sweep());
  }

  @Test
  void explainsItself() {
    assertThat(done("sweep", "--help").out()).startsWith("Usage: rdvae sweep");
  }

  /** Two variants with two seeds. */
  private Object[] sweep(Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of(
                "sweep",
                job.config(),
                "--seeds",
                "2",
                "--vary",
                "model.latent.size=2,3",
                "--out",
                out,
                "--threads",
                "1"));
    words.addAll(Arrays.asList(more));
    return words.toArray();
  }
}

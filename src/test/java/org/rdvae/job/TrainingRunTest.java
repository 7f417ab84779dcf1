package org.rdvae.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.config.ConfigReader;
import org.rdvae.config.Job;
import org.rdvae.report.EvaluationReport;
import org.rdvae.tensor.Device;
import org.rdvae.training.Position;

class TrainingRunTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream realErr = System.err;
  private Path config;
  private Path whole;
  private Path parts;

  @BeforeEach
  void prepare() {
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    config = TinyFiles.write(folder);
    whole = folder.resolve("whole");
    parts = folder.resolve("parts");
  }

  @AfterEach
  void restore() {
    System.setErr(realErr);
  }

  @Test
  void stoppedAfterEveryFewStepsItLeavesTheSameFiles() throws IOException {
    assertThat(train(whole, false, () -> false)).isTrue();
    boolean done = train(parts, false, stopAfter(1));
    int processes = 1;
    while (!done) {
      assertThat(processes).isLessThan(10);
      done = train(parts, true, stopAfter(7));
      processes++;
    }
    // 36 steps: 1, then 7 at a time.
    assertThat(processes).isEqualTo(6);
    for (String file :
        List.of(
            "checkpoints/last.safetensors",
            "checkpoints/best.safetensors",
            "metrics.jsonl",
            "config.yaml",
            "provenance.json",
            "samples/samples-epoch-00001.png",
            "samples/reconstructions-epoch-00003.png")) {
      assertThat(parts.resolve(file)).as(file).hasSameBinaryContentAs(whole.resolve(file));
    }
  }

  @Test
  void picturesThatAreDueAreDrawnAtTheNextValidation() throws IOException {
    List<String> sets =
        List.of("training.validate-every=3", "run.picture-every=5", "training.epochs=13");
    new TrainingRun(ConfigReader.read(config, sets), whole, OptionalInt.empty(), 0)
        .train(false, () -> false);
    try (Stream<Path> pictures = Files.list(whole.resolve("samples"))) {
      assertThat(pictures.map(path -> path.getFileName().toString()))
          .filteredOn(name -> name.startsWith("samples-"))
          .containsExactlyInAnyOrder(
              "samples-epoch-00006.png", "samples-epoch-00012.png", "samples-epoch-00013.png");
    }
  }

  @Test
  void saysWhetherTheJobIsDone() {
    assertThat(train(whole, false, () -> true)).isFalse();
    assertThat(position(whole).step()).isEqualTo(1);
    assertThat(train(whole, true, () -> false)).isTrue();
    assertThat(position(whole).finished()).isTrue();
    assertThat(train(whole, true, () -> true)).as("nothing is left to do").isTrue();
  }

  @Test
  void aStopAtTheLastStepLeavesNothingToDo() {
    assertThat(train(whole, false, stopAfter(36))).isTrue();
  }

  /** The data are not read a second time, which takes long for pictures. */
  @Test
  void theBestModelIsMeasuredOnTheImagesThatWereRead() throws IOException {
    TrainingRun run = run(whole, OptionalInt.of(1));
    assertThat(run.isSaved()).isFalse();
    assertThat(run.train(false, () -> false)).isTrue();
    assertThat(run.isSaved()).isTrue();
    try (Stream<Path> files = Files.list(folder.resolve("images"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }

    assertThat(run.evaluate(() -> Device.cpu(1), () -> true)).isEmpty();
    assertThat(whole.resolve("evaluation.json")).doesNotExist();
    EvaluationReport report = run.evaluate(() -> Device.cpu(1), () -> false).orElseThrow();
    assertThat(report.split()).isEqualTo("test");
    assertThat(report.evaluation().seed()).isEqualTo(1);
    assertThat(whole.resolve("evaluation.json")).hasContent(report.json());
  }

  @Test
  void aResumedRunKeepsItsNumberOfThreads() {
    run(whole, OptionalInt.of(2)).train(false, () -> true);
    run(whole, OptionalInt.empty()).train(true, () -> true);
    assertThat(threads(whole)).isEqualTo("2");
    run(whole, OptionalInt.of(1)).train(true, () -> true);
    assertThat(threads(whole)).isEqualTo("1");
  }

  /** The first checkpoint tells where to go on before the first interval is over. */
  @Test
  void aNewRunCanBeResumedFromItsBeginning() throws IOException {
    BooleanSupplier failing =
        () -> {
          throw new IllegalStateException("as if the process died in the first step");
        };
    assertThatThrownBy(() -> train(parts, false, failing))
        .isInstanceOf(IllegalStateException.class);
    assertThat(position(parts).step()).isZero();
    assertThat(train(parts, true, () -> false)).isTrue();
    assertThat(train(whole, false, () -> false)).isTrue();
    assertThat(parts.resolve("metrics.jsonl"))
        .hasSameTextualContentAs(whole.resolve("metrics.jsonl"));
  }

  /** What a process wrote after its last checkpoint is written once more by the next one. */
  @Test
  void cutsBackWhatWasWrittenAfterTheCheckpoint() throws IOException {
    assertThat(train(whole, false, () -> false)).isTrue();
    train(parts, false, stopAfter(13));
    Files.writeString(
        parts.resolve("metrics.jsonl"),
        Files.readString(parts.resolve("metrics.jsonl"))
            + "{\"type\":\"train\",\"step\":15}\n{\"ty");
    Files.writeString(
        parts.resolve("timing.jsonl"),
        Files.readString(parts.resolve("timing.jsonl")) + "{\"step\":14}\n");
    assertThat(train(parts, true, () -> false)).isTrue();
    assertThat(parts.resolve("metrics.jsonl"))
        .hasSameTextualContentAs(whole.resolve("metrics.jsonl"));
    assertThat(parts.resolve("timing.jsonl")).content().doesNotContain("\"step\":14}");
  }

  @Test
  void anotherSeedIsAnotherRun() {
    train(whole, false, () -> true);
    TrainingRun other = new TrainingRun(job("seed=8"), whole, OptionalInt.of(1), 0);
    assertThatThrownBy(() -> other.train(true, () -> true))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("was begun with other settings")
        .hasMessageEndingWith("\n  was: seed: 7\n  now: seed: 8");
  }

  @Test
  void freesTheFolderAfterAFailure() {
    TrainingRun refused = new TrainingRun(job("training.batch=1000"), whole, OptionalInt.of(1), 0);
    assertThatThrownBy(() -> refused.train(false, () -> true)).isInstanceOf(Failure.class);
    assertThat(train(whole, false, () -> true)).isFalse();
  }

  private boolean train(Path runFolder, boolean resume, BooleanSupplier interrupted) {
    return run(runFolder, OptionalInt.of(1)).train(resume, interrupted);
  }

  private TrainingRun run(Path runFolder, OptionalInt threads) {
    return new TrainingRun(job(), runFolder, threads, 0);
  }

  private Job job(String... sets) {
    return ConfigReader.read(config, List.of(sets));
  }

  /** The question is asked after every step. */
  private static BooleanSupplier stopAfter(int steps) {
    int[] asked = {0};
    return () -> ++asked[0] >= steps;
  }

  private static Position position(Path runFolder) {
    return last(runFolder).position();
  }

  private static String threads(Path runFolder) {
    return last(runFolder).provenance().values().get("threads");
  }

  private static Checkpoint last(Path runFolder) {
    return Checkpoint.read(runFolder.resolve("checkpoints").resolve("last.safetensors"));
  }
}

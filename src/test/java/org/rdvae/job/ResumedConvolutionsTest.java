package org.rdvae.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.config.ConfigReader;
import org.rdvae.training.Snapshot;
import tools.jackson.databind.json.JsonMapper;

/**
 * A training with everything that has a memory leaves the same bytes in parts as in one piece, with
 * each optimiser: the running statistics, the averages and what the optimiser and the rule for
 * outliers remember are all in the file.
 */
class ResumedConvolutionsTest {
  private static final int STEPS_IN_A_PART = 53;

  @TempDir Path folder;
  private final PrintStream realErr = System.err;
  private Path config;

  @BeforeEach
  void prepare() {
    System.setErr(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    config = TinyConvolutions.write(folder);
  }

  @AfterEach
  void restore() {
    System.setErr(realErr);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "training.optimizer={adam: {weight-decay: 0.1}}",
        "training.optimizer=adam-norm-grad",
        "training.optimizer={momentum: {learning-rate: 1e-4}}",
        "training.optimizer={momentum: {learning-rate: 1e-4, nesterov: true, weight-decay: 0.01}}",
        "training.averaging.decay=0",
        "training.prefetch=off",
      })
  void theSameBytesInPartsAsInOnePiece(String set) throws IOException {
    Path whole = folder.resolve("whole");
    Path parts = folder.resolve("parts");
    assertThat(train(whole, set, false, () -> false)).isTrue();
    int processes = 1;
    for (boolean done = false; !done; processes++) {
      assertThat(processes).isLessThan(10);
      done = train(parts, set, processes > 1, stopAfter(STEPS_IN_A_PART));
    }
    assertThat(processes).isGreaterThan(3);
    assertThat(RunFiles.of(parts))
        .isEqualTo(RunFiles.of(whole))
        .containsKeys(
            "checkpoints/best.safetensors",
            "checkpoints/last.safetensors",
            "metrics.jsonl",
            "samples/samples-epoch-00002.png",
            "samples/reconstructions-epoch-00004.png");
  }

  /** Otherwise the test above would say nothing about them. */
  @Test
  void everyMemoryIsUsed() throws IOException {
    Path run = folder.resolve("run");
    train(run, "seed=11", false, stopAfter(180));
    Checkpoint checkpoint = last(run);
    Snapshot snapshot = checkpoint.snapshot();
    assertThat(snapshot.state().vectors()).hasSizeGreaterThan(2).containsKey("parameters");
    assertThat(snapshot.state().vectors().get("parameters"))
        .as("the averages are others")
        .isNotEqualTo(Arrays.copyOf(snapshot.parameters(), trained(snapshot)));
    assertThat(statistics(snapshot)).hasSize(3 * 2 * 4);
    assertThat(snapshot.state().scalars().get("skipped-steps")).isPositive();

    List<Double> skipped = new ArrayList<>();
    for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
      if (line.contains("skipped_steps")) {
        skipped.add(JsonMapper.shared().readTree(line).get("skipped_steps").asDouble());
      }
    }
    assertThat(skipped).isSorted().startsWith(0.0);
    assertThat(skipped.get(skipped.size() - 1)).isPositive();

    train(run, "seed=11", true, stopAfter(1));
    assertThat(statistics(last(run).snapshot())).isNotEqualTo(statistics(snapshot));
  }

  private static int trained(Snapshot snapshot) {
    return snapshot.state().vectors().get("parameters").length;
  }

  private static float[] statistics(Snapshot snapshot) {
    return Arrays.copyOfRange(
        snapshot.parameters(), trained(snapshot), snapshot.parameters().length);
  }

  private boolean train(Path run, String set, boolean resume, BooleanSupplier interrupted) {
    return new TrainingRun(ConfigReader.read(config, List.of(set)), run, OptionalInt.of(1), 0)
        .train(resume, interrupted);
  }

  /** The question is asked after every step. */
  private static BooleanSupplier stopAfter(int steps) {
    int[] asked = {0};
    return () -> ++asked[0] >= steps;
  }

  private static Checkpoint last(Path run) {
    return Checkpoint.read(run.resolve("checkpoints").resolve("last.safetensors"));
  }
}

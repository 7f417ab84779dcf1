package org.rdvae.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.tensor.DeviceChoice;
import org.rdvae.tensor.DeviceRequest;

class SweepTest {
  private static final List<String> RUNS =
      List.of("01-size=2/seed-7", "01-size=2/seed-8", "02-size=3/seed-7", "02-size=3/seed-8");

  @TempDir Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream realErr = System.err;
  private Path config;
  private Path out;

  @BeforeEach
  void prepare() {
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    config = TinyFiles.write(folder);
    out = folder.resolve("sweep");
  }

  @AfterEach
  void restore() {
    System.setErr(realErr);
  }

  @Test
  void stoppedAfterTheFirstRunItGoesOnWithoutRepeatingIt() {
    Sweep first = sweep(List.of());
    assertThat(first.run(() -> Files.exists(evaluation(RUNS.get(0))))).isFalse();
    assertThat(evaluated()).containsExactly(RUNS.get(0));
    Map<String, FileTime> before = files(RUNS.get(0));

    Sweep second = sweep(List.of());
    assertThat(second.run(() -> false)).isTrue();
    assertThat(evaluated()).containsExactlyElementsOf(RUNS);
    assertThat(files(RUNS.get(0))).as("files and times of the first run").isEqualTo(before);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("run 1 of 4: 01-size=2/seed-7", "1 of 4 runs were done before")
        .containsOnlyOnce("run 1 of 4")
        .contains("run 2 of 4: 02-size=3/seed-7", "run 3 of 4: 01-size=2/seed-8", "run 4 of 4");
  }

  @Test
  void stoppedInTheMiddleOfARunItEndsWithTheSameBytes() throws IOException {
    Sweep undisturbed =
        new Sweep(
            plan(List.of()), folder.resolve("whole"), one(), DeviceChoice.of(DeviceRequest.CPU), 0);
    assertThat(undisturbed.run(() -> false)).isTrue();
    undisturbed.report();
    int stops = 0;
    while (!sweep(List.of()).run(stopAfter(25))) {
      stops++;
    }
    assertThat(stops).isGreaterThan(4);
    sweep(List.of()).report();
    for (String file : List.of("table.md", "table.csv", "results.jsonl", "sweep.json")) {
      assertThat(out.resolve(file)).hasSameTextualContentAs(folder.resolve("whole").resolve(file));
    }
    for (String run : RUNS) {
      assertThat(out.resolve(run).resolve("checkpoints/last.safetensors"))
          .hasSameBinaryContentAs(
              folder.resolve("whole").resolve(run).resolve("checkpoints/last.safetensors"));
    }
  }

  @Test
  void everyRunHasTheSettingsOfItsName() {
    assertThat(sweep(List.of()).run(() -> false)).isTrue();
    assertThat(SavedModel.load(best("01-size=2/seed-8")).job().seed()).isEqualTo(8);
    assertThat(SavedModel.load(best("01-size=2/seed-8")).vae().architecture().latents())
        .isEqualTo(2);
    assertThat(SavedModel.load(best("02-size=3/seed-7")).job().seed()).isEqualTo(7);
    assertThat(SavedModel.load(best("02-size=3/seed-7")).vae().architecture().latents())
        .isEqualTo(3);
  }

  @Test
  void aTrainedRunIsOnlyMeasured() throws IOException {
    assertThat(sweep(List.of()).run(() -> false)).isTrue();
    Files.delete(evaluation(RUNS.get(3)));
    Checkpoint before = Checkpoint.read(best(RUNS.get(3)));
    FileTime time = Files.getLastModifiedTime(best(RUNS.get(3)));
    assertThat(sweep(List.of()).run(() -> false)).isTrue();
    assertThat(evaluated()).hasSize(4);
    assertThat(Files.getLastModifiedTime(best(RUNS.get(3)))).isEqualTo(time);
    assertThat(Checkpoint.read(best(RUNS.get(3))).modelHash()).isEqualTo(before.modelHash());
  }

  @Test
  void aRunKilledBeforeItsFirstCheckpointBeginsAnew() throws IOException {
    assertThat(sweep(List.of()).run(() -> true)).isFalse();
    Files.createDirectories(out.resolve(RUNS.get(0)).resolve("samples"));
    assertThat(sweep(List.of()).run(() -> false)).isTrue();
    assertThat(evaluated()).hasSize(4);
  }

  @Test
  void aRunThatDivergesLeavesTheOthersToGoOn() {
    SweepPlan plan =
        SweepPlan.read(
            config,
            List.of(),
            List.of(VariedSetting.parse("training.optimizer.adam.learning-rate=0.005,1e30")),
            2);
    Sweep sweep = new Sweep(plan, out, one(), DeviceChoice.of(DeviceRequest.CPU), 0);
    assertThat(sweep.run(() -> false)).isTrue();
    assertThat(sweep.failures()).isEqualTo(2);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("02-learning-rate=1e30/seed-8 failed: Training diverged");
    assertThat(sweep.report().markdown())
        .containsPattern("\\| 0\\.005 +\\| 2 +\\| [0-9]+\\.")
        .containsPattern("\\| 1e30 +\\| 0 +\\| - ");
  }

  @Test
  void refusesTheFolderOfAnotherSweep() {
    assertThat(sweep(List.of()).run(() -> true)).isFalse();
    assertRefused(
        sweep(List.of("training.batch=10")),
        "holds another sweep",
        "In 01-size=2:",
        "was: training.batch: 20",
        "now: training.batch: 10");
    SweepPlan more =
        SweepPlan.read(
            config, List.of(), List.of(VariedSetting.parse("model.latent.size=2,3,4")), 2);
    assertRefused(
        new Sweep(more, out, one(), DeviceChoice.of(DeviceRequest.CPU), 0),
        "was: variants 01-size=2 02-size=3",
        "now: variants 01-size=2 02-size=3 03-size=4");
    SweepPlan longer =
        SweepPlan.read(config, List.of(), List.of(VariedSetting.parse("model.latent.size=2,3")), 3);
    assertRefused(
        new Sweep(longer, out, one(), DeviceChoice.of(DeviceRequest.CPU), 0),
        "was: seeds 7 8",
        "now: seeds 7 8 9");
  }

  @Test
  void refusesAFolderOfSomethingElseAndAFile() throws IOException {
    Files.createDirectories(out);
    Files.writeString(out.resolve("thesis.txt"), "all of it");
    assertRefused(sweep(List.of()), out + " is not empty and holds no sweep");
    try (Stream<Path> entries = Files.list(out)) {
      assertThat(entries).hasSize(1);
    }
    Files.writeString(folder.resolve("file"), "");
    assertRefused(
        new Sweep(
            plan(List.of()), folder.resolve("file"), one(), DeviceChoice.of(DeviceRequest.CPU), 0),
        "is a file");
  }

  @Test
  void refusesAPlanThatIsDamaged() throws IOException {
    Files.createDirectories(out);
    Files.writeString(out.resolve("sweep.json"), "{\"seeds\":");
    assertThatThrownBy(() -> sweep(List.of()).run(() -> false))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_DATA))
        .hasMessageContaining("sweep.json: expected the plan of a sweep");
  }

  @Test
  void readsTheImagesBeforeItMakesAnything() throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve("images/t10k-images-idx3-ubyte"));
    Files.write(
        folder.resolve("images/t10k-images-idx3-ubyte"), Arrays.copyOf(bytes, bytes.length - 1));
    assertThatThrownBy(() -> sweep(List.of()).run(() -> false))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_DATA));
    assertThat(out).doesNotExist();
  }

  private void assertRefused(Sweep sweep, String... words) {
    assertThatThrownBy(() -> sweep.run(() -> false))
        .isInstanceOfSatisfying(
            Failure.class,
            failure -> {
              assertThat(failure.kind()).isEqualTo(Failure.Kind.OUTPUT);
              assertThat(failure.getMessage()).contains(words);
            });
  }

  private Sweep sweep(List<String> sets) {
    return new Sweep(plan(sets), out, one(), DeviceChoice.of(DeviceRequest.CPU), 0);
  }

  private SweepPlan plan(List<String> sets) {
    return SweepPlan.read(config, sets, List.of(VariedSetting.parse("model.latent.size=2,3")), 2);
  }

  private static OptionalInt one() {
    return OptionalInt.of(1);
  }

  /** Says so when it was asked this often. */
  private static BooleanSupplier stopAfter(int times) {
    int[] asked = {0};
    return () -> ++asked[0] > times;
  }

  private Path evaluation(String run) {
    return out.resolve(run).resolve("evaluation.json");
  }

  private Path best(String run) {
    return out.resolve(run).resolve("checkpoints/best.safetensors");
  }

  private List<String> evaluated() {
    return RUNS.stream().filter(run -> Files.exists(evaluation(run))).toList();
  }

  private Map<String, FileTime> files(String run) {
    try (Stream<Path> files = Files.walk(out.resolve(run))) {
      Map<String, FileTime> times = new TreeMap<>();
      for (Path file : files.toList()) {
        times.put(file.toString(), Files.getLastModifiedTime(file));
      }
      return times;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

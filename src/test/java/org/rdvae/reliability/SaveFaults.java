package org.rdvae.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.cli.CommandResult;
import org.rdvae.cli.FolderListing;
import org.rdvae.cli.TinyJob;
import org.rdvae.config.CodecJob;
import org.rdvae.config.ConfigReader;
import org.rdvae.config.Job;
import org.rdvae.config.TrainingJob;
import org.rdvae.job.CodecRun;
import org.rdvae.job.RunFiles;
import org.rdvae.job.TinyConvolutions;
import org.rdvae.job.TinyFiles;
import org.rdvae.job.TinyPhotos;
import org.rdvae.job.TrainingRun;

/**
 * Trains three models, each from the beginning and from the middle, once for every write, flush and
 * rename that there is and every way in which it can fail. However it ends: the checkpoint is one
 * that an undisturbed training writes, no temporary file is left, the exit code is 74 unless all is
 * there, and on a good disk the training goes on to the same bytes.
 */
final class SaveFaults {
  private static final int FAILED = 74;

  /** A training that is to be disturbed. */
  private record Training(Model model, boolean fromTheMiddle) {}

  /** A model's job, what it leaves undisturbed, and every checkpoint that there may be. */
  private record Model(
      Path config, Path middle, Map<String, String> results, Set<String> checkpoints) {}

  private record Fault(
      Training training, FaultyDisk.Call call, FaultyDisk.Effect effect, long number) {}

  private final Path runs;
  private final FaultyDisk disk = FaultyDisk.inThisProcess();
  private final List<Fault> faults = new ArrayList<>();

  private SaveFaults(Path runs) {
    this.runs = runs;
  }

  /** With a folder to work in. */
  public static void main(String[] words) throws IOException {
    Path folder = Path.of(words[0]);
    SaveFaults all = new SaveFaults(Files.createDirectories(folder.resolve("runs")));
    all.prepare(
        TinyFiles.write(Files.createDirectories(folder.resolve("dense"))), "training.epochs=2");
    all.prepare(
        TinyConvolutions.write(Files.createDirectories(folder.resolve("convolutions"))),
        "training.epochs=2");
    all.prepare(
        TinyPhotos.write(Files.createDirectories(folder.resolve("photos"))), "training.epochs=2");
    System.out.printf(Locale.ROOT, "save-fault: there are %,d faults%n", all.faults.size());
    try {
      new Property("save-fault", 12, 200)
          .check((number, random) -> all.check(number, all.fault(number)));
    } catch (AssertionError e) {
      System.out.println(e.getMessage());
      System.exit(1);
    }
    System.exit(0);
  }

  /** Any number of cases is spread over all; as many cases as faults are all faults. */
  private Fault fault(int number) {
    return faults.get((int) (number * 7919L % faults.size()));
  }

  private void prepare(Path config, String setting) throws IOException {
    Path written = config.resolveSibling("job.yaml");
    CommandResult shown =
        CommandResult.done(
            "config", "show", config, "--set", setting, "--set", "run.picture-every=1");
    Files.writeString(written, shown.out());
    String name = config.getParent().getFileName().toString();
    Path undisturbed = runs.resolve(name + "-undisturbed");
    Path middle = runs.resolve(name + "-middle");
    Set<String> checkpoints = new HashSet<>();
    checkpoints.add(stop(written, middle, 9));
    Training fresh = new Training(new Model(written, middle, Map.of(), Set.of()), false);
    EnumMap<FaultyDisk.Call, Long> atFirst = count(fresh, undisturbed);
    checkpoints.add(FolderListing.sha256(TinyJob.last(middle)));
    checkpoints.add(FolderListing.sha256(TinyJob.last(undisturbed)));
    Model model = new Model(written, middle, RunFiles.of(undisturbed), Set.copyOf(checkpoints));
    add(new Training(model, false), atFirst);
    Training resumed = new Training(model, true);
    Path copy = RunFiles.copy(middle, runs.resolve(name + "-resumed"));
    add(resumed, count(resumed, copy));
    RunFiles.requireEqual(copy, model.results);
  }

  private EnumMap<FaultyDisk.Call, Long> count(Training training, Path run) {
    disk.disarm();
    CommandResult.done(words(training, run));
    EnumMap<FaultyDisk.Call, Long> counts = new EnumMap<>(FaultyDisk.Call.class);
    for (FaultyDisk.Call call : FaultyDisk.Call.values()) {
      counts.put(call, disk.seen(call));
    }
    return counts;
  }

  private void add(Training training, Map<FaultyDisk.Call, Long> counts) {
    counts.forEach(
        (call, count) -> {
          for (FaultyDisk.Effect effect : FaultyDisk.Effect.values()) {
            if (effect == FaultyDisk.Effect.SHORT && call != FaultyDisk.Call.WRITE) {
              continue;
            }
            for (long number = 1; number <= count; number++) {
              faults.add(new Fault(training, call, effect, number));
            }
          }
        });
  }

  private static Object[] words(Training training, Path run) {
    List<Object> words =
        new ArrayList<>(List.of("train", training.model.config, "--run-dir", run, "--threads", 1));
    if (training.fromTheMiddle || Files.isDirectory(run.resolve("checkpoints"))) {
      words.add("--resume");
    }
    return words.toArray();
  }

  /** Stops a new training after so many steps; the digest of the checkpoint that it began with. */
  private static String stop(Path config, Path run, int steps) {
    List<String> beginning = new ArrayList<>();
    int[] asked = {0};
    BooleanSupplier interrupted =
        () -> {
          if (!Files.exists(TinyJob.last(run))) {
            return false; // It still reads its pictures.
          }
          if (beginning.isEmpty()) {
            beginning.add(FolderListing.sha256(TinyJob.last(run)));
          }
          return ++asked[0] > steps;
        };
    TrainingJob job = ConfigReader.readTraining(config, List.of());
    CommandResult result =
        CommandResult.capture(
            () -> {
              boolean done =
                  job instanceof CodecJob codec
                      ? new CodecRun(codec, run, OptionalInt.of(1), 0)
                          .train(false, Optional.empty(), interrupted)
                      : new TrainingRun((Job) job, run, OptionalInt.of(1), 0)
                          .train(false, interrupted);
              return done ? 1 : 0;
            });
    assertThat(result.code()).as(result.err()).isZero();
    return beginning.get(0);
  }

  private void check(int number, Fault fault) throws IOException {
    Training training = fault.training;
    Path run = runs.resolve("run-" + number);
    if (training.fromTheMiddle) {
      RunFiles.copy(training.model.middle, run);
    }
    Object[] words = words(training, run);
    disk.arm(fault.call, fault.effect, fault.number);
    CommandResult result = CommandResult.of(words);
    disk.disarm();
    String what =
        String.format(
            Locale.ROOT, "%s %s %d: %s", fault.call, fault.effect, fault.number, result.err());
    assertThat(result.code()).as(what).isIn(0, FAILED);
    assertThat(result.err()).as(what).doesNotContain("\tat ");
    assertThat(RunFiles.leftovers(run)).as(what).isEmpty();
    Path last = TinyJob.last(run);
    if (training.fromTheMiddle || Files.exists(last)) {
      assertThat(FolderListing.sha256(last)).as(what).isIn(training.model.checkpoints);
      Checkpoint.read(last);
    }
    if (result.code() != 0) {
      assertThat(result.err()).as(what).containsPattern("rdvae: .*(could not|cannot) be written: ");
      CommandResult.done(words(training, run));
    }
    RunFiles.requireEqual(run, training.model.results);
    FolderListing.delete(run);
  }
}

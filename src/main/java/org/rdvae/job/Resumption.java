package org.rdvae.job;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.Checkpoint;
import org.rdvae.checkpoint.Provenance;
import org.rdvae.config.ConfigWriter;
import org.rdvae.config.TrainingJob;
import org.rdvae.report.RunFolder;
import org.rdvae.report.RunRecorder;
import org.rdvae.tensor.Device;
import org.rdvae.training.Trainer;
import org.rdvae.training.Validator;

/** What a run and its continuation must have in common. */
final class Resumption {
  private Resumption() {}

  /**
   * Refuses another job.
   *
   * @param wanted with the saved one's values of what may change
   * @param free what that is, in words
   */
  static void requireSame(TrainingJob wanted, TrainingJob saved, RunFolder folder, String free) {
    if (!wanted.equals(saved)) {
      throw new Failure(
          Failure.Kind.BAD_CONFIG,
          "The run in "
              + folder.path()
              + " was begun with other settings; a resumed run must keep them (apart from "
              + free
              + "):"
              + TextDifference.of(ConfigWriter.plain(saved), ConfigWriter.plain(wanted)));
    }
  }

  /**
   * The number of threads: as asked for, or the run's own, or the machine's default.
   *
   * @param asked by the user
   */
  static int threads(OptionalInt asked, Optional<Checkpoint> last) {
    if (asked.isPresent()) {
      return asked.getAsInt();
    }
    return last.map(Checkpoint::provenance)
        .map(RunProvenance::threads)
        .orElseGet(OptionalInt::empty)
        .orElseGet(Device::defaultThreads);
  }

  /**
   * Trains. A device that is lost takes nothing with it but the steps since the last checkpoint, a
   * cluster nothing but the round that it was at, and a training that diverged does not take the
   * best model.
   */
  static void run(Trainer trainer, Validator validator, RunRecorder recorder) {
    try {
      trainer.run(validator, recorder);
    } catch (Failure e) {
      if (trainer.isWhole()) {
        recorder.save(trainer.snapshot());
        throw new Failure(
            e.kind(),
            e.getMessage()
                + " The run is saved at step "
                + trainer.position().step()
                + "; the same command with --resume goes on from there, and without --spark on this"
                + " machine.",
            e);
      }
      Optional<Path> best = recorder.saveBest();
      String kept =
          e.kind() == Failure.Kind.DEVICE
              ? " The last checkpoint is whole: the same command with --resume goes on from it, and"
                  + " with --device cpu on the CPU."
              : best.map(file -> " The best model so far is in " + file + ".").orElse("");
      throw new Failure(e.kind(), e.getMessage() + kept, e);
    }
  }

  /**
   * Refuses other data; other circumstances are said, because only equal ones give equal bits.
   * Another program may have written the file and left any of the words out.
   */
  static void compare(Provenance before, Provenance now) {
    Optional<String> expected = RunProvenance.data(before);
    String found = RunProvenance.data(now).orElseThrow();
    if (expected.isEmpty()) {
      System.err.printf(
          Locale.ROOT,
          "The checkpoint does not say which data the run began with; it goes on with %s.%n",
          found);
    } else if (!expected.get().equals(found)) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          "The data changed since the run began: expected "
              + expected.get()
              + ", found "
              + found
              + ".");
    }
    for (String key : RunProvenance.DECIDING) {
      String was = before.values().get(key);
      String is = now.values().get(key);
      if (!is.equals(was)) {
        System.err.printf(
            Locale.ROOT,
            "The run was begun with %s %s and goes on with %s: the result will be as good, but not the same to the bit.%n",
            key,
            was == null ? "unknown" : was,
            is);
      }
    }
  }

  /** What the user should know of a run that moves between one machine and a cluster. */
  static void sayWhere(Provenance before, boolean onCluster) {
    Optional<String> cluster = RunProvenance.cluster(before);
    if (cluster.isPresent() != onCluster) {
      System.err.println(
          "The run was begun on "
              + cluster.orElse("one machine")
              + ", and continues on "
              + (onCluster ? "a cluster" : "one machine")
              + ": it takes the same examples, but not the same steps.");
    }
  }
}

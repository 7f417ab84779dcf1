package org.rdvae.job;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.AtomicFile;
import org.rdvae.checkpoint.Folders;
import org.rdvae.config.Job;
import org.rdvae.report.RunFolder;
import org.rdvae.report.SweepReport;
import org.rdvae.report.SweepRun;
import org.rdvae.tensor.Device;
import org.rdvae.tensor.DeviceChoice;

/**
 * Trains and measures the runs of a plan, one after the other, each in a run folder of its own. A
 * run with an evaluation is done and is not looked at again; one without goes on from its last
 * checkpoint, so that a sweep can be stopped at any moment and called again.
 *
 * <p>All variants get the first seed before any gets the second: a sweep that is stopped half way
 * compares all of them.
 */
public final class Sweep {
  private final SweepPlan plan;
  private final Path folder;
  private final OptionalInt threads;
  private final DeviceChoice device;
  private final int terminalColumns;
  private int failures;

  /**
   * @param threads asked for by the user; if absent, resumed runs keep theirs
   * @param device to train and measure on; opened only when there is something to do
   * @param terminalColumns width of the terminal for progress; 0 writes plain lines
   */
  public Sweep(
      SweepPlan plan, Path folder, OptionalInt threads, DeviceChoice device, int terminalColumns) {
    this.plan = plan;
    this.folder = folder;
    this.threads = threads;
    this.device = device;
    this.terminalColumns = terminalColumns;
  }

  /**
   * Runs until everything is measured or {@code interrupted} says so; either way everything is
   * saved. A run that fails by its data or diverges is reported and leaves the others to go on.
   *
   * @return whether it came to the end
   * @throws Failure OUTPUT if the folder holds another sweep, BAD_DATA if the images cannot be
   *     read, both before anything is trained
   */
  public boolean run(BooleanSupplier interrupted) {
    SweepFolder.check(folder, plan);
    int before = measured().size();
    if (before < plan.runs() && !dataIsChecked(interrupted)) {
      return false;
    }
    SweepFolder.begin(folder, plan);
    if (before > 0) {
      System.err.printf(Locale.ROOT, "%d of %d runs were done before%n", before, plan.runs());
    }
    failures = 0;
    int number = 0;
    for (int seed = 0; seed < plan.seeds().size(); seed++) {
      for (int variant = 0; variant < plan.variants().size(); variant++) {
        number++;
        String name = plan.runFolder(variant, seed);
        if (!isMeasured(name)) {
          if (interrupted.getAsBoolean()) {
            return false;
          }
          System.err.printf(Locale.ROOT, "run %d of %d: %s%n", number, plan.runs(), name);
          if (!finish(name, plan.variants().get(variant).jobs().get(seed), interrupted)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** False if it was interrupted. */
  private boolean dataIsChecked(BooleanSupplier interrupted) {
    return new WatchedWork(terminalColumns, interrupted)
        .reading(
            progress -> {
              plan.checkData(progress);
              return true;
            })
        .isPresent();
  }

  private boolean isMeasured(String name) {
    return Files.exists(RunFolder.evaluation(folder.resolve(name)));
  }

  /** Whether the run came to an end, be it a bad one. */
  private boolean finish(String name, Job job, BooleanSupplier interrupted) {
    try {
      return trainAndMeasure(folder.resolve(name), job, interrupted);
    } catch (Failure e) {
      if (e.kind() != Failure.Kind.BAD_DATA) {
        throw e;
      }
      failures++;
      System.err.println(name + " failed: " + e.getMessage());
      return true;
    }
  }

  private boolean trainAndMeasure(Path runFolder, Job job, BooleanSupplier interrupted) {
    // With this folder in it a new run is one that stopped before its first checkpoint, so that
    // there is one case less than there are moments to stop at.
    Folders.make(RunFolder.bestCheckpoint(runFolder).getParent());
    TrainingRun run = new TrainingRun(job, runFolder, threads, device, terminalColumns);
    return run.train(true, interrupted)
        && run.evaluate(this::openToMeasure, interrupted).isPresent();
  }

  private Device openToMeasure() {
    return device.open(threads.orElseGet(Device::defaultThreads));
  }

  private static void write(Path file, byte[] bytes) {
    AtomicFile.write(file, out -> out.write(bytes));
  }

  /** How many runs failed the last time. */
  public int failures() {
    return failures;
  }

  /**
   * Compares what is measured, in {@code table.md}, {@code table.csv} and {@code results.jsonl}.
   */
  public SweepReport report() {
    SweepReport report =
        new SweepReport(
            plan.keys(),
            plan.variants().stream().map(SweepPlan.Variant::values).toList(),
            measured());
    write(folder.resolve("table.md"), report.markdown().getBytes(StandardCharsets.UTF_8));
    AtomicFile.write(folder.resolve("table.csv"), report::writeCsv);
    AtomicFile.write(folder.resolve("results.jsonl"), report::writeJsonLines);
    return report;
  }

  private List<SweepRun> measured() {
    List<SweepRun> runs = new ArrayList<>();
    for (int variant = 0; variant < plan.variants().size(); variant++) {
      for (int seed = 0; seed < plan.seeds().size(); seed++) {
        String name = plan.runFolder(variant, seed);
        if (isMeasured(name)) {
          runs.add(SweepRun.read(folder, variant, plan.seeds().get(seed), name));
        }
      }
    }
    return runs;
  }
}

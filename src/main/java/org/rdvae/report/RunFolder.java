package org.rdvae.report;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.Folders;

/**
 * The folder of one run, locked against a second process until closed.
 *
 * <pre>
 * config.yaml       the job with every setting resolved       metrics.jsonl   what the job determines
 * provenance.json   where it ran, on what data                timing.jsonl    speed and memory
 * samples/          pictures                                  checkpoints/    last and best
 * evaluation.json   the best model on the test images          report.html     all of it as a page
 * plots/            its curves as pictures                     events.out...   for TensorBoard
 * </pre>
 */
public final class RunFolder implements AutoCloseable {
  private final Path folder;
  private final RunLock lock;

  private RunFolder(Path folder, RunLock lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Makes the folder of a new run.
   *
   * @throws Failure OUTPUT if there is anything in it already, LOCKED if another process trains
   *     there
   */
  public static RunFolder create(Path folder) {
    Folders.make(folder);
    Path lockFile = folder.resolve(RunLock.FILE);
    // Before the lock file is made, so that a folder of something else stays as it is; unless the
    // lock file came meanwhile, with a run that another process began.
    if (!Files.exists(lockFile) && !isEmpty(folder) && !Files.exists(lockFile)) {
      throw notEmpty(folder);
    }
    RunFolder run = lock(folder);
    try {
      if (!isEmpty(folder)) {
        throw notEmpty(folder);
      }
      return run;
    } catch (Failure e) {
      run.close();
      throw e;
    }
  }

  /** Of anything but the lock file. */
  private static boolean isEmpty(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.allMatch(entry -> entry.endsWith(RunLock.FILE));
    } catch (IOException e) {
      throw new Failure(
          Failure.Kind.OUTPUT,
          "The run folder " + folder + " cannot be used: " + e.getMessage(),
          e);
    }
  }

  private static Failure notEmpty(Path folder) {
    return new Failure(
        Failure.Kind.OUTPUT,
        "The run folder "
            + folder
            + " is not empty. Add --resume to go on with that run, or --run-dir DIR for another folder.");
  }

  /**
   * Opens the folder of an earlier run.
   *
   * @throws Failure MISSING_PATH if there is no run in it, LOCKED if another process trains there
   */
  public static RunFolder resume(Path folder) {
    if (!Files.isDirectory(folder.resolve("checkpoints"))) {
      throw new Failure(
          Failure.Kind.MISSING_PATH,
          "There is no run to resume in "
              + folder
              + ": expected "
              + folder.resolve("checkpoints/last.safetensors"));
    }
    return lock(folder);
  }

  /** Whether there is something in the folder to resume. */
  public static boolean isSaved(Path folder) {
    return Files.exists(lastCheckpoint(folder));
  }

  private static RunFolder lock(Path folder) {
    try {
      Optional<RunLock> lock = RunLock.of(folder);
      if (lock.isPresent()) {
        return new RunFolder(folder, lock.get());
      }
    } catch (IOException e) {
      throw new Failure(
          Failure.Kind.OUTPUT,
          "The run folder " + folder + " cannot be locked: " + e.getMessage(),
          e);
    }
    throw new Failure(
        Failure.Kind.LOCKED, "Another process is training in the run folder " + folder + ".");
  }

  /**
   * Makes the folders inside: when all that could be wrong with the job was checked, so that a
   * refused job leaves nothing but the lock file.
   */
  public void begin() {
    // First the one by which a later process knows that there is a run to resume.
    Folders.make(checkpoints());
    Folders.make(samples());
    try {
      deleteLeftovers(folder);
      deleteLeftovers(samples());
      deleteLeftovers(checkpoints());
    } catch (IOException e) {
      throw new Failure(
          Failure.Kind.OUTPUT,
          "The run folder " + folder + " cannot be used: " + e.getMessage(),
          e);
    }
  }

  /** Removes the temporary files that a process killed while writing could not take away. */
  private static void deleteLeftovers(Path folder) throws IOException {
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(folder, ".*.tmp")) {
      for (Path leftover : leftovers) {
        Files.delete(leftover);
      }
    }
  }

  public Path path() {
    return folder;
  }

  public Path config() {
    return folder.resolve("config.yaml");
  }

  /** Where the run was begun, or resumed at a step. */
  public Path provenance(long step) {
    return folder.resolve(step == 0 ? "provenance.json" : "provenance-from-step-" + step + ".json");
  }

  public Path metrics() {
    return folder.resolve("metrics.jsonl");
  }

  public Path timing() {
    return folder.resolve("timing.jsonl");
  }

  /** The measurements of a run's best model on the test images. */
  public static Path evaluation(Path folder) {
    return folder.resolve("evaluation.json");
  }

  public Path samples() {
    return samples(folder);
  }

  /** The pictures of a run. */
  public static Path samples(Path folder) {
    return folder.resolve("samples");
  }

  public Path checkpoints() {
    return folder.resolve("checkpoints");
  }

  /** The state to resume from. */
  public Path lastCheckpoint() {
    return lastCheckpoint(folder);
  }

  /** The state of a run to resume from. */
  public static Path lastCheckpoint(Path folder) {
    return folder.resolve("checkpoints").resolve("last.safetensors");
  }

  /** The model of the best validation. */
  public Path bestCheckpoint() {
    return bestCheckpoint(folder);
  }

  /** The model of a run's best validation. */
  public static Path bestCheckpoint(Path folder) {
    return folder.resolve("checkpoints").resolve("best.safetensors");
  }

  @Override
  public void close() {
    lock.close();
  }
}

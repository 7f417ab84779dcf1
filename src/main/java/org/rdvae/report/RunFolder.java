package org.rdvae.report;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.rdvae.base.Failure;

/**
 * The folder of one run, locked against a second process until closed.
 *
 * <pre>
 * config.yaml       the job with every setting resolved       metrics.jsonl   what the job determines
 * provenance.json   where it ran, on what data                timing.jsonl    speed and memory
 * samples/          pictures                                  checkpoints/    last and best
 * evaluation.json   the best model on the test images
 * </pre>
 */
public final class RunFolder implements AutoCloseable {
  private static final String LOCK = "run.lock";

  private final Path folder;
  private final FileChannel lockFile;

  private RunFolder(Path folder, FileChannel lockFile) {
    this.folder = folder;
    this.lockFile = lockFile;
  }

  /**
   * Makes the folder of a new run.
   *
   * @throws Failure OUTPUT if there is anything in it already, LOCKED if another process trains
   *     there
   */
  public static RunFolder create(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new Failure(
          Failure.Kind.OUTPUT,
          "The run folder " + folder + " cannot be made: " + e.getMessage(),
          e);
    }
    RunFolder run = lock(folder);
    try (Stream<Path> entries = Files.list(folder)) {
      if (entries.anyMatch(entry -> !entry.endsWith(LOCK))) {
        run.close();
        throw new Failure(
            Failure.Kind.OUTPUT,
            "The run folder "
                + folder
                + " is not empty. Add --resume to go on with that run, or --run-dir DIR for another folder.");
      }
    } catch (IOException e) {
      run.close();
      throw new Failure(
          Failure.Kind.OUTPUT,
          "The run folder " + folder + " cannot be used: " + e.getMessage(),
          e);
    }
    return run;
  }

  /**
   * Opens the folder of an earlier run.
   *
   * @throws Failure MISSING_PATH if there is no run in it, LOCKED if another process trains there
   */
  public static RunFolder resume(Path folder) {
    if (!Files.isRegularFile(folder.resolve("checkpoints").resolve("last.safetensors"))) {
      throw new Failure(
          Failure.Kind.MISSING_PATH,
          "There is no run to resume in "
              + folder
              + ": expected "
              + folder.resolve("checkpoints/last.safetensors"));
    }
    return lock(folder);
  }

  private static RunFolder lock(Path folder) {
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new RunFolder(folder, channel);
      }
      channel.close();
    } catch (OverlappingFileLockException e) {
      closeQuietly(channel);
    } catch (IOException e) {
      throw new Failure(
          Failure.Kind.OUTPUT,
          "The run folder " + folder + " cannot be locked: " + e.getMessage(),
          e);
    }
    throw new Failure(
        Failure.Kind.LOCKED, "Another process is training in the run folder " + folder + ".");
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing was written through it.
      return;
    }
  }

  /**
   * Makes the folders inside: when all that could be wrong with the job was checked, so that a
   * refused job leaves nothing.
   */
  public void begin() {
    try {
      Files.createDirectories(samples());
      Files.createDirectories(checkpoints());
    } catch (IOException e) {
      throw new Failure(
          Failure.Kind.OUTPUT,
          "The run folder " + folder + " cannot be used: " + e.getMessage(),
          e);
    }
  }

  public Path path() {
    return folder;
  }

  public Path config() {
    return folder.resolve("config.yaml");
  }

  public Path provenance() {
    return folder.resolve("provenance.json");
  }

  public Path metrics() {
    return folder.resolve("metrics.jsonl");
  }

  public Path timing() {
    return folder.resolve("timing.jsonl");
  }

  public Path evaluation() {
    return folder.resolve("evaluation.json");
  }

  public Path samples() {
    return folder.resolve("samples");
  }

  public Path checkpoints() {
    return folder.resolve("checkpoints");
  }

  /** The state to resume from. */
  public Path lastCheckpoint() {
    return checkpoints().resolve("last.safetensors");
  }

  /** The model with the lowest validation -ELBO. */
  public Path bestCheckpoint() {
    return checkpoints().resolve("best.safetensors");
  }

  @Override
  public void close() {
    // The empty lock file stays: deleting it could take away the lock of a process that has just
    // opened it.
    closeQuietly(lockFile);
  }
}

package org.rdvae.checkpoint;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rdvae.base.Failure;

/** Folders to write into. */
public final class Folders {
  private Folders() {}

  /**
   * Makes a folder and those above it, unless they are there, so that they survive a power failure:
   * a file that is flushed in a folder that is not would be lost with it.
   *
   * @throws Failure OUTPUT if that cannot be done, INPUT_OUTPUT if the disk fails
   */
  public static void make(Path folder) {
    List<Path> parents = new ArrayList<>();
    for (Path missing = folder.toAbsolutePath();
        missing.getParent() != null && !Files.exists(missing);
        missing = missing.getParent()) {
      parents.add(missing.getParent());
    }
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw failure(folder, e.getMessage() + " is a file.", e);
    } catch (IOException e) {
      throw failure(folder, e.getMessage(), e);
    }
    try {
      for (Path parent : parents) {
        AtomicFile.forceFolder(parent);
      }
    } catch (IOException e) {
      throw new Failure(
          Failure.Kind.INPUT_OUTPUT,
          "The folder " + folder + " could not be written: " + e.getMessage(),
          e);
    }
  }

  /**
   * Refuses a folder that {@link #make} could not make, as far as can be seen without making it.
   *
   * @throws Failure OUTPUT if a file is in the way, or the folder, or the one to make it in, may
   *     not be written to
   */
  public static void check(Path folder) {
    Path existing = folder.toAbsolutePath();
    while (existing.getParent() != null && !Files.exists(existing)) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing)) {
      String reason = Files.exists(existing) ? " is a file." : " does not exist.";
      throw failure(folder, existing + reason, null);
    }
    if (!Files.isWritable(existing)) {
      throw new Failure(Failure.Kind.OUTPUT, "The folder " + existing + " may not be written to.");
    }
  }

  private static Failure failure(Path folder, String reason, IOException cause) {
    return new Failure(
        Failure.Kind.OUTPUT, "The folder " + folder + " cannot be made: " + reason, cause);
  }
}

package org.rdvae.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.AtomicFile;
import picocli.CommandLine.Option;

/**
 * The file that a command writes: whole or not at all, and never over another one unless told to.
 */
final class OutputFile {
  @Option(names = "--out", required = true, paramLabel = "FILE", description = "File to write.")
  private Path path;

  @Option(names = "--force", description = "Write over an existing file.")
  private boolean force;

  /** Refuses an output that exists or cannot be made; called before any work is done. */
  void check() {
    check(path, force);
  }

  static void check(Path path, boolean force) {
    if (Files.exists(path) && !force) {
      throw new Failure(
          Failure.Kind.OUTPUT, path + " exists already; add --force to write over it.");
    }
    if (Files.isDirectory(path)) {
      throw new Failure(
          Failure.Kind.OUTPUT, path + " is a folder; expected the name of a file to write.");
    }
    Path folder = path.toAbsolutePath().getParent();
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw new Failure(
          Failure.Kind.OUTPUT,
          "The folder " + folder + " cannot be made: " + e.getMessage() + " is a file.",
          e);
    } catch (IOException e) {
      throw new Failure(
          Failure.Kind.OUTPUT, "The folder " + folder + " cannot be made: " + e.getMessage(), e);
    }
  }

  Path path() {
    return path;
  }

  void write(AtomicFile.Writer writer) {
    AtomicFile.write(path, writer);
  }
}

package org.rdvae.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.AtomicFile;
import org.rdvae.checkpoint.Folders;
import picocli.CommandLine.Option;

/**
 * The file that a command writes: whole or not at all, and never over another one unless told to.
 */
final class OutputFile {
  @Option(names = "--out", required = true, paramLabel = "FILE", description = "File to write.")
  private Path path;

  @Option(names = "--force", description = "Write over an existing file.")
  private boolean force;

  /**
   * Refuses an output that exists or cannot be made; called before any work is done, and leaves no
   * trace.
   */
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
    Folders.check(path.toAbsolutePath().getParent());
  }

  /** For what writes its file itself. */
  void makeFolder() {
    makeFolder(path);
  }

  private static void makeFolder(Path path) {
    Folders.make(path.toAbsolutePath().getParent());
  }

  Path path() {
    return path;
  }

  void write(AtomicFile.Writer writer) {
    write(path, writer);
  }

  static void write(Path path, AtomicFile.Writer writer) {
    makeFolder(path);
    AtomicFile.write(path, writer);
  }
}

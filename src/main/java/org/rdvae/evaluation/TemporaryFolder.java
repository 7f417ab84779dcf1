package org.rdvae.evaluation;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.rdvae.base.Failure;

/** A folder for the time of some work on files. */
final class TemporaryFolder {
  private TemporaryFolder() {}

  /** Does the work in a new folder, and removes it with all files in it. */
  static <T> T with(Function<Path, T> work) {
    try {
      Path folder = Files.createTempDirectory("rdvae-coder-");
      T result;
      try {
        result = work.apply(folder);
      } catch (RuntimeException e) {
        deleteAfter(e, folder);
        throw e;
      }
      delete(folder);
      return result;
    } catch (IOException e) {
      throw new Failure(
          Failure.Kind.INPUT_OUTPUT, "a temporary folder could not be used: " + e.getMessage(), e);
    }
  }

  /** What went wrong first is what the user must hear of. */
  private static void deleteAfter(RuntimeException failure, Path folder) {
    try {
      delete(folder);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}

package org.rdvae.job;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.AtomicFile;
import org.rdvae.checkpoint.Folders;
import org.rdvae.data.PictureLimits;

/**
 * Files by name, and the process's own streams where the name is {@link FilePair#STREAM}.
 *
 * @param in read to its end
 * @param out left open
 */
public record StandardStreams(InputStream in, OutputStream out) {
  /**
   * All of the input.
   *
   * @throws Failure BAD_DATA if it is too long or cannot be read
   */
  byte[] read(FilePair files) {
    try {
      byte[] bytes =
          files.inputPath().isPresent()
              ? readFile(files.inputPath().get())
              : in.readNBytes(PictureLimits.MOST_BYTES + 1);
      if (bytes.length > PictureLimits.MOST_BYTES) {
        throw tooLong(files);
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw unreadable(files, "it does not exist", e);
    } catch (AccessDeniedException e) {
      throw unreadable(files, "no permission to read it", e);
    } catch (IOException e) {
      throw unreadable(files, e.getMessage(), e);
    }
  }

  private static byte[] readFile(Path path) throws IOException {
    try (InputStream file = Files.newInputStream(path)) {
      return file.readNBytes(PictureLimits.MOST_BYTES + 1);
    }
  }

  private static Failure tooLong(FilePair files) {
    return new Failure(
        Failure.Kind.BAD_DATA,
        String.format(
            Locale.ROOT,
            "%s: expected a file of at most %,d bytes, found a longer one",
            files.inputName(),
            PictureLimits.MOST_BYTES));
  }

  private static Failure unreadable(FilePair files, String why, IOException cause) {
    return new Failure(
        Failure.Kind.BAD_DATA, files.inputName() + ": cannot be read: " + why, cause);
  }

  /**
   * Writes all of the output: a file whole or not at all, in a folder that is made if needed.
   *
   * @throws Failure OUTPUT or INPUT_OUTPUT if that cannot be done
   */
  void write(FilePair files, AtomicFile.Writer writer) {
    if (files.outputPath().isPresent()) {
      Path path = files.outputPath().get();
      Folders.make(path.toAbsolutePath().getParent());
      AtomicFile.write(path, writer);
      return;
    }
    try {
      OutputStream buffered = new BufferedOutputStream(out);
      writer.write(buffered);
      buffered.flush();
      // A print stream keeps its troubles to itself.
      if (out instanceof PrintStream printed && printed.checkError()) {
        throw new IOException("its reader has gone");
      }
    } catch (IOException e) {
      throw new Failure(
          Failure.Kind.INPUT_OUTPUT, "standard output could not be written: " + e.getMessage(), e);
    }
  }
}

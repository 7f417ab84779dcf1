package org.rdvae.checkpoint;

import java.io.BufferedOutputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.UUID;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.rdvae.base.Failure;

/**
 * Files that are complete or absent: written under a temporary name in the same folder, flushed to
 * the disk, read back and compared, renamed over the target, and the folder flushed. A crash at any
 * moment leaves the old file or the new one; only a killed process leaves its temporary, {@code
 * .NAME.UUID.tmp}, behind.
 */
public final class AtomicFile {
  private static final int CHUNK_BYTES = 1 << 16;

  /** Writes the content. */
  @FunctionalInterface
  public interface Writer {
    /** Writes everything to {@code out}, which is buffered and must not be kept. */
    void write(OutputStream out) throws IOException;
  }

  private AtomicFile() {}

  /**
   * Makes {@code target} hold what {@code writer} writes, replacing what it held before.
   *
   * @throws Failure when that fails. The target is then whole: as it was before, or, if only the
   *     folder's flush failed, as it should be, though a power failure may still undo that. The
   *     temporary is gone.
   */
  public static void write(Path target, Writer writer) {
    Path folder = target.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw failure(target, "its folder does not exist", null);
    }
    if (Files.isDirectory(target)) {
      throw failure(target, "it is a folder", null);
    }
    Path temporary = folder.resolve("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      long written = writeAndForce(temporary, writer);
      long found = checksum(temporary);
      if (found != written) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "it reads back differently: CRC32C %08x expected, %08x found",
                written,
                found));
      }
      rename(temporary, target);
    } catch (IOException e) {
      throw failure(target, e.getMessage(), e);
    } finally {
      deleteQuietly(temporary);
    }
  }

  /**
   * Gives a file that is flushed its last name, in the same folder and over whatever has it, and
   * flushes the folder.
   */
  public static void rename(Path flushed, Path target) throws IOException {
    Files.move(flushed, target, StandardCopyOption.ATOMIC_MOVE);
    forceFolder(target.toAbsolutePath().getParent());
  }

  private static long writeAndForce(Path file, Writer writer) throws IOException {
    CRC32C checksum = new CRC32C();
    // Not a channel: it would close itself when the thread is interrupted, just when an interrupted
    // job saves its work.
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      BufferedOutputStream buffered =
          new BufferedOutputStream(new CheckedOutputStream(out, checksum), CHUNK_BYTES);
      writer.write(buffered);
      buffered.flush();
      out.getFD().sync();
    }
    return checksum.getValue();
  }

  private static long checksum(Path file) throws IOException {
    CRC32C checksum = new CRC32C();
    byte[] chunk = new byte[CHUNK_BYTES];
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      for (int count = in.read(chunk); count > 0; count = in.read(chunk)) {
        checksum.update(chunk, 0, count);
      }
    }
    return checksum.getValue();
  }

  /**
   * Makes the new name survive a power failure. Some systems (Windows) cannot open a folder and
   * need no flush.
   */
  public static void forceFolder(Path folder) throws IOException {
    boolean interrupted = false;
    try {
      while (true) {
        FileChannel channel;
        try {
          channel = FileChannel.open(folder, StandardOpenOption.READ);
        } catch (IOException e) {
          return;
        }
        try (channel) {
          channel.force(true);
          return;
        } catch (ClosedByInterruptException e) {
          interrupted = Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void deleteQuietly(Path temporary) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      // What went wrong before is the news; a stray temporary file is not.
    }
  }

  private static Failure failure(Path target, String reason, IOException cause) {
    return new Failure(
        Failure.Kind.INPUT_OUTPUT, target + " could not be written: " + reason, cause);
  }
}

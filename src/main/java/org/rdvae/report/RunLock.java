package org.rdvae.report;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps other processes, and other runs of this one, out of a folder until it is closed. The system
 * gives the lock up when the process ends, however it ends.
 */
final class RunLock implements AutoCloseable {
  /** Name of the file in the folder; it is empty and stays there. */
  static final String FILE = "run.lock";

  /**
   * The lock files that this process holds. They must not even be opened a second time here: on
   * Linux, closing any of a process's handles on a file gives up its locks.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private RunLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Locks a folder that exists; empty if somebody else holds it. */
  static Optional<RunLock> of(Path folder) throws IOException {
    Path file = folder.toRealPath().resolve(FILE);
    return HELD.add(file) ? open(file) : Optional.empty();
  }

  private static Optional<RunLock> open(Path file) throws IOException {
    FileChannel channel = null;
    boolean locked = false;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      locked = channel.tryLock() != null;
      return locked ? Optional.of(new RunLock(file, channel)) : Optional.empty();
    } finally {
      if (!locked) {
        closeQuietly(channel);
        HELD.remove(file);
      }
    }
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // Nothing was written through it.
      return;
    }
  }

  @Override
  public void close() {
    // The empty lock file stays: deleting it could take away the lock of a process that has just
    // opened it.
    closeQuietly(channel);
    HELD.remove(file);
  }
}

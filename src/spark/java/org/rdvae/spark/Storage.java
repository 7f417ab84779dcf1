package org.rdvae.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import org.apache.hadoop.security.AccessControlException;
import org.rdvae.base.Failure;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Files in any of Hadoop's file systems.
 *
 * <p>What is written is whole or absent. That rests on one property of the file system: a single
 * file that is renamed appears under its new name whole or not at all. Local disks and HDFS rename
 * atomically; object stores such as S3 copy the object, which no reader sees before it is whole.
 * Nothing rests on renaming a folder, on locks, or on two writers noticing each other.
 */
final class Storage {
  private static final int MOST_BYTES = 1 << 29;

  /** Networks have moments; three of them in a row are no moment any more. */
  static final int ATTEMPTS = 3;

  private static final long PAUSE_MILLISECONDS = 500;

  private final Configuration configuration;

  Storage(Configuration configuration) {
    this.configuration = configuration;
  }

  Configuration configuration() {
    return configuration;
  }

  /** The path with its file system, absolute. */
  Path qualified(String word) {
    try {
      Path path = new Path(word);
      return system(path).makeQualified(path);
    } catch (IllegalArgumentException e) {
      throw new Failure(
          Failure.Kind.MISSING_PATH, word + " cannot be a path: " + e.getMessage(), e);
    }
  }

  /** Local disks without Hadoop's checksum files, which would lie beside each of ours. */
  private FileSystem system(Path path) {
    try {
      FileSystem system = path.getFileSystem(configuration);
      return system instanceof LocalFileSystem local ? local.getRawFileSystem() : system;
    } catch (IOException e) {
      throw new Failure(
          Failure.Kind.MISSING_PATH,
          path + ": its file system cannot be reached: " + e.getMessage(),
          e);
    }
  }

  /** What is there, hidden files too, in the order of the names; a file gives itself. */
  List<FileStatus> list(Path path) {
    try {
      FileStatus[] found = system(path).listStatus(path);
      Arrays.sort(found, Comparator.comparing(status -> status.getPath().getName()));
      return new ArrayList<>(Arrays.asList(found));
    } catch (FileNotFoundException e) {
      throw new Failure(Failure.Kind.MISSING_PATH, path + " does not exist.", e);
    } catch (IOException e) {
      throw new Failure(
          Failure.Kind.INPUT_OUTPUT, path + " cannot be listed: " + e.getMessage(), e);
    }
  }

  boolean exists(Path path) {
    try {
      return system(path).exists(path);
    } catch (IOException e) {
      throw new Failure(
          Failure.Kind.INPUT_OUTPUT, path + " cannot be looked at: " + e.getMessage(), e);
    }
  }

  boolean isFolder(Path path) {
    try {
      return system(path).getFileStatus(path).isDirectory();
    } catch (FileNotFoundException e) {
      throw new Failure(Failure.Kind.MISSING_PATH, path + " does not exist.", e);
    } catch (IOException e) {
      throw new Failure(
          Failure.Kind.INPUT_OUTPUT, path + " cannot be looked at: " + e.getMessage(), e);
    }
  }

  FSDataInputStream open(Path path) throws IOException {
    return system(path).open(path);
  }

  /** A file of our own. */
  byte[] read(Path path) {
    try (InputStream in = open(path)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new Failure(Failure.Kind.INPUT_OUTPUT, path + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * A file of our own, as JSON.
   *
   * @param of makes something of it; throws JacksonException if what must be there is not
   * @param remedy what to do if it is damaged, a sentence
   * @throws Failure BAD_DATA then
   */
  <T> T readJson(Path path, Function<JsonNode, T> of, String remedy) {
    byte[] bytes = read(path);
    try {
      return of.apply(JsonMapper.shared().readTree(bytes));
    } catch (JacksonException e) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          path + " is damaged: " + e.getOriginalMessage() + ". " + remedy,
          e);
    }
  }

  /**
   * A file of the user's.
   *
   * @throws Failure BAD_DATA if it cannot be read, now and a little later, or is too long
   * @throws CancellationException if the thread was interrupted, which says nothing about the file
   */
  byte[] readInput(String name) {
    for (int attempt = 1; ; attempt++) {
      try (InputStream in = open(new Path(name))) {
        byte[] bytes = in.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
          throw bad(name, String.format(Locale.ROOT, "has more than %,d bytes", MOST_BYTES), null);
        }
        return bytes;
      } catch (FileNotFoundException e) {
        throw bad(name, whyNotFound(new Path(name)), e);
      } catch (AccessControlException e) {
        throw bad(name, "no permission to read it", e);
      } catch (ClosedByInterruptException | InterruptedIOException e) {
        throw new CancellationException("interrupted while reading " + name);
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw bad(name, "cannot be read: " + e.getMessage(), e);
        }
        pause();
      }
    }
  }

  /** File systems say that they did not find what may not be read, or is no file, too. */
  private String whyNotFound(Path path) {
    if (!exists(path)) {
      return "it does not exist";
    }
    return isFolder(path) ? "it is a folder" : "no permission to read it";
  }

  /** Before another attempt. */
  static void pause() {
    try {
      Thread.sleep(PAUSE_MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    }
  }

  private static Failure bad(String name, String why, IOException cause) {
    return new Failure(Failure.Kind.BAD_DATA, name + ": " + why, cause);
  }

  /**
   * Makes a file whole or not at all, over whatever has its name, also when several do so at once.
   */
  void write(Path target, byte[] content) {
    write(target, out -> out.write(content));
  }

  /** Writes what a file is to hold. */
  @FunctionalInterface
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** The same of a content that is made piece by piece; if it cannot be, there is no file. */
  void write(Path target, Content content) {
    FileSystem system = system(target);
    Path temporary =
        new Path(
            target.getParent(),
            new Path(null, null, "." + target.getName() + "." + UUID.randomUUID() + ".tmp"));
    try {
      try (FSDataOutputStream out = system.create(temporary, true)) {
        content.writeTo(out);
        if (out.hasCapability(StreamCapabilities.HSYNC)) {
          out.hsync();
        }
      }
      if (exists(target) && isFolder(target)) {
        // To rename a file to a folder is to move it in there.
        throw new IOException("it is a folder");
      }
      int attempts = 0;
      while (!system.rename(temporary, target)) {
        // HDFS does not rename over a file. Another attempt at the same work may do this too.
        system.delete(target, false);
        if (++attempts > ATTEMPTS) {
          throw new IOException("it cannot be renamed from " + temporary.getName());
        }
      }
    } catch (ClosedByInterruptException | InterruptedIOException e) {
      deleteQuietly(system, temporary);
      throw new CancellationException("interrupted while writing " + target);
    } catch (IOException e) {
      deleteQuietly(system, temporary);
      throw new Failure(
          Failure.Kind.INPUT_OUTPUT, target + " could not be written: " + e.getMessage(), e);
    } catch (RuntimeException | Error e) {
      deleteQuietly(system, temporary);
      throw e;
    }
  }

  private static void deleteQuietly(FileSystem system, Path path) {
    try {
      system.delete(path, false);
    } catch (IOException e) {
      // What went wrong before is the news; a stray temporary file is not.
    }
  }

  /** A path below a folder, whatever letters its name has: a colon is no scheme here. */
  static Path below(Path folder, String name) {
    return new Path(folder, new Path(null, null, name));
  }
}

package org.rdvae.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.AtomicFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file of JSON objects, one a line, each with a {@code step}; lines are appended as they come.
 */
public final class JsonLines implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path file;
  private final FileChannel channel;

  /** Opens the file at its end, or makes it, so that a power failure leaves its name. */
  public JsonLines(Path file) {
    this.file = file;
    boolean isNew = !Files.exists(file);
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
      if (isNew) {
        AtomicFile.forceFolder(file.toAbsolutePath().getParent());
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /**
   * Removes the lines of steps after {@code step} and what a process wrote too much that was killed
   * or whose machine lost its power: an unfinished last line, and damaged lines that no line of a
   * step up to {@code step} follows, because all up to there was flushed when {@code step} was
   * saved.
   */
  public static void cut(Path file, long step) {
    if (!Files.exists(file)) {
      return;
    }
    try {
      byte[] bytes = Files.readAllBytes(file);
      ByteArrayOutputStream kept = new ByteArrayOutputStream();
      int damaged = 0;
      int number = 0;
      long before = 0;
      int begin = 0;
      for (int end = 0; end < bytes.length; end++) {
        if (bytes[end] != '\n') {
          continue;
        }
        number++;
        long found = stepOf(bytes, begin, end);
        if (found < before) {
          damaged = damaged == 0 ? number : damaged;
        } else if (found <= step) {
          if (damaged > 0) {
            throw badLine(file, damaged);
          }
          kept.write(bytes, begin, end + 1 - begin);
          before = found;
        }
        begin = end + 1;
      }
      AtomicFile.write(file, kept::writeTo);
    } catch (IOException e) {
      throw new Failure(Failure.Kind.INPUT_OUTPUT, file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The step of a line; -1 if it is not one of ours. */
  private static long stepOf(byte[] bytes, int begin, int end) {
    try {
      CharSequence line =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, begin, end - begin));
      JsonNode step = JSON.readTree(line.toString()).get("step");
      return step != null && step.isIntegralNumber() ? step.asLong() : -1;
    } catch (CharacterCodingException | JacksonException e) {
      return -1;
    }
  }

  private static Failure badLine(Path file, int number) {
    return new Failure(
        Failure.Kind.BAD_DATA,
        file
            + ", line "
            + number
            + ": expected one JSON object with a step, found something else. Remove the line, or"
            + " the file, to go on without it.");
  }

  /** Appends an object; numbers that are not finite become {@code null}. */
  public void add(Map<String, Object> object) {
    JsonNumbers.replaceIn(object);
    try {
      ByteBuffer line =
          ByteBuffer.wrap(
              (JSON.writeValueAsString(object) + "\n").getBytes(StandardCharsets.UTF_8));
      while (line.hasRemaining()) {
        channel.write(line);
      }
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /** Makes sure that all lines are on the disk: before a checkpoint says that they happened. */
  public void force() {
    try {
      channel.force(true);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  private Failure failure(IOException e) {
    return new Failure(
        Failure.Kind.INPUT_OUTPUT, file + " cannot be written: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw failure(e);
    }
  }
}

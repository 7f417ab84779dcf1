package org.rdvae.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
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

  /** Opens the file at its end, or makes it. */
  public JsonLines(Path file) {
    this.file = file;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  /**
   * Removes the lines of steps after {@code step} and an unfinished last line: what a killed
   * process wrote too much.
   */
  public static void cut(Path file, long step) {
    if (!Files.exists(file)) {
      return;
    }
    try {
      String text = Files.readString(file);
      List<String> kept = new ArrayList<>();
      int number = 0;
      for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
        number++;
        if (stepOf(line, file, number) <= step) {
          kept.add(line);
        }
      }
      AtomicFile.write(file, out -> writeLines(out, kept));
    } catch (IOException e) {
      throw new Failure(Failure.Kind.INPUT_OUTPUT, file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static void writeLines(OutputStream out, List<String> lines) throws IOException {
    for (String line : lines) {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private static long stepOf(String line, Path file, int number) {
    try {
      JsonNode step = JSON.readTree(line).get("step");
      if (step != null && step.isIntegralNumber()) {
        return step.asLong();
      }
    } catch (JacksonException e) {
      throw badLine(file, number, e);
    }
    throw badLine(file, number, null);
  }

  private static Failure badLine(Path file, int number, JacksonException cause) {
    return new Failure(
        Failure.Kind.BAD_DATA,
        file
            + ", line "
            + number
            + ": expected one JSON object with a step, found something else. Remove the line, or"
            + " the file, to go on without it.",
        cause);
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

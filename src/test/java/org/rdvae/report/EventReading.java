package org.rdvae.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.framework.Summary;

/**
 * Reads event files without anything of what writes them: the checksum bit by bit from its
 * polynomial, the frame and the event's own fields by hand, and summaries by the classes that
 * Google's compiler made of summary.proto, which ND4J has for its import of TensorFlow graphs.
 */
public final class EventReading {
  /**
   * One event; {@code summary} is null, {@code version} empty and {@code start} false if absent.
   */
  public record Event(double wallTime, long step, String version, boolean start, Summary summary) {}

  private EventReading() {}

  /** CRC32C of Castagnoli, reflected. */
  static int crc(byte[] bytes) {
    int crc = ~0;
    for (byte value : bytes) {
      crc ^= value & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 1 ? crc >>> 1 ^ 0x82F63B78 : crc >>> 1;
      }
    }
    return ~crc;
  }

  private static int masked(byte[] bytes) {
    int crc = crc(bytes);
    return (crc >>> 15 | crc << 17) + 0xa282ead8;
  }

  /** All events of a file; what is torn at its end is left out, as TensorBoard does it. */
  static List<Event> read(byte[] file) {
    ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    List<Event> events = new ArrayList<>();
    while (in.remaining() >= 12) {
      byte[] length = new byte[8];
      in.get(in.position(), length);
      int size = (int) in.getLong();
      require(in.getInt(), masked(length), "length");
      if (in.remaining() < size + 4) {
        return events;
      }
      byte[] data = new byte[size];
      in.get(data);
      require(in.getInt(), masked(data), "data");
      events.add(event(data));
    }
    return events;
  }

  private static void require(int found, int expected, String what) {
    if (found != expected) {
      throw new AssertionError(
          "checksum of " + what + ": expected " + expected + ", found " + found);
    }
  }

  private static Event event(byte[] data) {
    ByteBuffer in = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    double wallTime = Double.NaN;
    long step = 0;
    String version = "";
    boolean start = false;
    Summary summary = null;
    while (in.hasRemaining()) {
      int key = (int) varint(in);
      switch (key) {
        case 1 << 3 | 1 -> wallTime = in.getDouble();
        case 2 << 3 -> step = varint(in);
        case 3 << 3 | 2 -> version = new String(bytes(in), StandardCharsets.UTF_8);
        case 5 << 3 | 2 -> summary = summary(bytes(in));
        case 7 << 3 | 2 -> start = Arrays.equals(bytes(in), new byte[] {1 << 3, 1});
        default -> throw new AssertionError("unexpected key " + key);
      }
    }
    return new Event(wallTime, step, version, start, summary);
  }

  private static Summary summary(byte[] bytes) {
    try {
      return Summary.parseFrom(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(ByteBuffer in) {
    byte[] bytes = new byte[(int) varint(in)];
    in.get(bytes);
    return bytes;
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  /** The files of a run's folder, in the order in which TensorBoard reads them. */
  public static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().contains("tfevents")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The events of a run after what its later files take back, as TensorBoard keeps them. */
  public static List<Event> kept(Path folder) {
    List<Event> kept = new ArrayList<>();
    for (Path file : files(folder)) {
      try {
        for (Event event : read(Files.readAllBytes(file))) {
          if (event.start()) {
            kept.removeIf(earlier -> earlier.step() >= event.step());
          } else {
            kept.add(event);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return kept;
  }

  /** The steps at which a scalar was written. */
  public static List<Long> steps(List<Event> events, String tag) {
    return events.stream()
        .filter(event -> event.summary() != null)
        .filter(
            event -> event.summary().getValueList().stream().anyMatch(v -> v.getTag().equals(tag)))
        .map(Event::step)
        .toList();
  }
}

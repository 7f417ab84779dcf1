package org.rdvae.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.AtomicFile;
import org.rdvae.evaluation.Evaluation;

/**
 * The events of a run for TensorBoard, which reads the run's folder: what the lines of metrics and
 * timing say, and the pictures. Each process that trains writes a file of its own. Its first record
 * takes back what an earlier one wrote of steps that are now made again; files are read in the
 * order of their names, which begin with the time.
 */
final class RunEvents implements AutoCloseable {
  private static final String PREFIX = "events.out.tfevents.";
  private static final String TEST = ".rdvae.test";

  private final Path file;
  private final FileChannel channel;

  /**
   * Begins a file.
   *
   * @param step of the checkpoint that the process begins with
   */
  RunEvents(Path folder, long step) {
    file = next(folder, String.format(Locale.ROOT, ".rdvae.%012d", step));
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw failure(file, e);
    }
    add(EventRecord.version());
    add(EventRecord.start(step + 1));
  }

  /** A name that comes after all there are, also where the clock was set back. */
  private static Path next(Path folder, String suffix) {
    long seconds = System.currentTimeMillis() / 1000;
    try (DirectoryStream<Path> earlier = Files.newDirectoryStream(folder, PREFIX + "*.rdvae.*")) {
      for (Path old : earlier) {
        String time = old.getFileName().toString().substring(PREFIX.length()).split("\\.", 2)[0];
        if (time.matches("[0-9]{10}")) {
          seconds = Math.max(seconds, Long.parseLong(time) + 1);
        }
      }
    } catch (IOException e) {
      throw failure(folder, e);
    }
    return folder.resolve(PREFIX + String.format(Locale.ROOT, "%010d", seconds) + suffix);
  }

  /**
   * Adds the numbers of a line, each by its name behind that of the group.
   *
   * @param group such as {@code train}
   */
  void line(String group, Map<String, Object> line) {
    long step = ((Number) line.get("step")).longValue();
    Map<String, Double> scalars = new LinkedHashMap<>();
    line.forEach(
        (key, value) -> {
          if (!key.equals("step")) {
            collect(group + "/" + key, value, scalars);
          }
        });
    add(EventRecord.scalars(step, scalars));
  }

  /** Numbers of lists are told apart by their place, or by their quality. */
  private static void collect(String tag, Object value, Map<String, Double> scalars) {
    if (value instanceof Number number) {
      scalars.put(tag, number.doubleValue());
    } else if (value instanceof Map<?, ?> point && point.get("quality") instanceof Number quality) {
      point.forEach(
          (key, number) -> {
            if (!key.equals("quality")) {
              String name = tag.substring(0, tag.indexOf('/') + 1) + key + "/quality_";
              collect(name + quality.intValue(), number, scalars);
            }
          });
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        collect(tag + "/" + (i + 1), list.get(i), scalars);
      }
    }
  }

  /** Adds pictures, each by the name of its file up to the epoch. */
  void pictures(long step, List<Path> pictures) {
    for (Path picture : pictures) {
      try {
        byte[] png = Files.readAllBytes(picture);
        String tag = picture.getFileName().toString().replaceFirst("-epoch-.*", "");
        PngSize.of(png).ifPresent(size -> add(EventRecord.image(step, tag, size, png)));
      } catch (IOException e) {
        throw failure(picture, e);
      }
    }
  }

  /**
   * Writes the measurements of the best model on the test images as a file of its own, which
   * replaces the one of an earlier measurement.
   *
   * @param step of the best model
   */
  static void writeTest(Path folder, long step, Evaluation evaluation) {
    List<byte[]> records = new ArrayList<>();
    records.add(EventRecord.version());
    Map<String, Double> scalars = new LinkedHashMap<>();
    scalars.put("test/elbo", evaluation.elbo());
    scalars.put("test/rate", evaluation.rate());
    scalars.put("test/distortion", evaluation.distortion());
    scalars.put("test/nll", evaluation.nll());
    scalars.put("test/active_units", (double) evaluation.activeUnits());
    records.add(EventRecord.scalars(step, scalars));
    double[] rates = evaluation.rateByLatent();
    if (rates.length > 0 && Arrays.stream(rates).allMatch(Double::isFinite)) {
      records.add(EventRecord.histogram(step, "test/rate_by_latent", rates));
    }
    try (DirectoryStream<Path> earlier = Files.newDirectoryStream(folder, PREFIX + "*" + TEST)) {
      for (Path old : earlier) {
        Files.delete(old);
      }
    } catch (IOException e) {
      throw failure(folder, e);
    }
    AtomicFile.write(next(folder, TEST), out -> out.write(EventRecord.joined(records)));
  }

  private void add(byte[] record) {
    try {
      ByteBuffer rest = ByteBuffer.wrap(record);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  private static Failure failure(Path file, IOException e) {
    return new Failure(
        Failure.Kind.INPUT_OUTPUT, file + " cannot be written: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw failure(file, e);
    }
  }
}

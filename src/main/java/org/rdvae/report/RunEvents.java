package org.rdvae.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
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
import java.util.Optional;
import java.util.function.Consumer;
import org.rdvae.base.Failure;
import org.rdvae.checkpoint.AtomicFile;
import org.rdvae.evaluation.Evaluation;

/**
 * The events of a run for TensorBoard, which reads the run's folder: what the lines of metrics and
 * timing say, and the pictures. Each process that trains writes a file of its own. Its first record
 * takes back what an earlier one wrote of steps that are now made again; files are read in the
 * order of their names, which begin with the time.
 *
 * <p>All of it stands in the run's other files too, so a file that cannot be written ends no
 * training: that is said once, and nothing more is written.
 */
final class RunEvents implements AutoCloseable {
  private static final String PREFIX = "events.out.tfevents.";
  private static final String TEST = ".rdvae.test";

  private final Consumer<String> warning;

  /** Empty once something went wrong. */
  private Optional<FileChannel> channel = Optional.empty();

  /**
   * Begins a file.
   *
   * @param step of the checkpoint that the process begins with
   * @param warning is told if there will be no file, or no more of it
   */
  RunEvents(Path folder, long step, Consumer<String> warning) {
    this.warning = warning;
    try {
      channel =
          Optional.of(
              FileChannel.open(
                  next(folder, String.format(Locale.ROOT, ".rdvae.%012d", step)),
                  StandardOpenOption.CREATE_NEW,
                  StandardOpenOption.WRITE));
    } catch (IOException e) {
      giveUp(e);
    }
    add(EventRecord.version());
    add(EventRecord.start(step + 1));
  }

  /** A name that comes after all there are, also where the clock was set back. */
  private static Path next(Path folder, String suffix) throws IOException {
    long seconds = System.currentTimeMillis() / 1000;
    try (DirectoryStream<Path> earlier = Files.newDirectoryStream(folder, PREFIX + "*.rdvae.*")) {
      for (Path old : earlier) {
        String time = old.getFileName().toString().substring(PREFIX.length()).split("\\.", 2)[0];
        if (time.matches("[0-9]{10}")) {
          seconds = Math.max(seconds, Long.parseLong(time) + 1);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
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
    if (channel.isEmpty()) {
      return;
    }
    try {
      for (Path picture : pictures) {
        byte[] png = Files.readAllBytes(picture);
        String tag = picture.getFileName().toString().replaceFirst("-epoch-.*", "");
        PngSize.of(png).ifPresent(size -> add(EventRecord.image(step, tag, size, png)));
      }
    } catch (IOException e) {
      giveUp(e);
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
      AtomicFile.write(next(folder, TEST), out -> out.write(EventRecord.joined(records)));
    } catch (IOException e) {
      throw new Failure(
          Failure.Kind.INPUT_OUTPUT, folder + " cannot be written: " + e.getMessage(), e);
    }
  }

  private void add(byte[] record) {
    if (channel.isEmpty()) {
      return;
    }
    try {
      ByteBuffer rest = ByteBuffer.wrap(record);
      while (rest.hasRemaining()) {
        channel.get().write(rest);
      }
    } catch (IOException e) {
      giveUp(e);
    }
  }

  /** Also closes what is open: a record that was cut off must not be followed by others. */
  private void giveUp(IOException reason) {
    warning.accept(
        "TensorBoard's events cannot be written: "
            + reason
            + "; the training goes on without them, and all numbers are in metrics.jsonl.");
    Optional<FileChannel> open = channel;
    channel = Optional.empty();
    try {
      if (open.isPresent()) {
        open.get().close();
      }
    } catch (IOException e) {
      // The first failure has been told.
    }
  }

  @Override
  public void close() {
    try {
      if (channel.isPresent()) {
        channel.get().close();
      }
    } catch (IOException e) {
      giveUp(e);
    }
  }
}

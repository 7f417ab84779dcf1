package org.rdvae.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files of a job of a few hundred small grey images, which trains in a fraction of a second.
 */
public final class TinyFiles {
  public static final int SIDE = 12;
  public static final int TRAINING_IMAGES = 240;
  public static final int VALIDATION_IMAGES = 60;
  public static final int TEST_IMAGES = 50;
  public static final int LATENTS = 3;

  private TinyFiles() {}

  /** Writes the config, which is returned, and beside it a folder {@code images} of idx files. */
  public static Path write(Path folder) {
    try {
      Path images = Files.createDirectories(folder.resolve("images"));
      writeIdx(images.resolve("train-images-idx3-ubyte"), 0, TRAINING_IMAGES + VALIDATION_IMAGES);
      writeIdx(images.resolve("t10k-images-idx3-ubyte"), 1000, TEST_IMAGES);
      return Files.writeString(
          folder.resolve("tiny.yaml"),
          """
          seed: 7
          data: {set: idx, path: images, validation: 60}
          model:
            latent: {size: 3}
            encoder: [dense: {units: 24, activation: tanh}]
            decoder: [dense: {units: 24, activation: tanh}]
          objective: {beta: {warm-up-epochs: 1}}
          training: {epochs: 3, batch: 20, log-every: 5, optimizer: {adam: {learning-rate: 5e-3}}}
          evaluation: {importance-samples: 5}
          run: {picture-every: 1}
          """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the labels of the images, 1 for an upright bar and 0 for a lying one, and makes the
   * config's model one of these two classes.
   */
  public static void addClasses(Path config) {
    Path images = config.resolveSibling("images");
    try {
      writeLabels(images.resolve("train-labels-idx1-ubyte"), TRAINING_IMAGES + VALIDATION_IMAGES);
      writeLabels(images.resolve("t10k-labels-idx1-ubyte"), TEST_IMAGES);
      String text = Files.readString(config);
      Files.writeString(
          config,
          text.replace("path: images,", "path: images, labels: true,")
              .replace("model:\n", "model:\n  classes: 2\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writeLabels(Path file, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
    for (int number = 0; number < count; number++) {
      bytes.put((byte) (number % 2));
    }
    Files.write(file, bytes.array());
  }

  /** Image number n shows a bright bar, upright if n is odd, on a dark ground. */
  private static void writeIdx(Path file, int firstNumber, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(16 + count * SIDE * SIDE);
    bytes.putInt(0x803).putInt(count).putInt(SIDE).putInt(SIDE);
    for (int number = firstNumber; number < firstNumber + count; number++) {
      int bar = number * 7 / 2 % SIDE;
      for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
        boolean inBar = (number % 2 == 0 ? pixel / SIDE : pixel % SIDE) == bar;
        bytes.put((byte) (inBar ? 240 : 12));
      }
    }
    Files.write(file, bytes.array());
  }
}

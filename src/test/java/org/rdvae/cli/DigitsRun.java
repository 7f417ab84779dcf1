package org.rdvae.cli;

import static org.rdvae.cli.CommandResult.done;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A small training on the embedded digits, and how the grids of its digits are read.
 *
 * @param folder in which config, run and outputs lie
 * @param training what the training printed
 */
record DigitsRun(Path folder, Path config, Path run, Path best, CommandResult training) {
  static final int SIDE = 28;

  /** Pixels of a digit in a grid: twice its size and a line of two between. */
  static final int CELL = 2 * SIDE + 2;

  static final int EPOCHS = 3;
  static final int LATENTS = 4;

  /** Trains in a folder. */
  static DigitsRun train(Path folder) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("digits.yaml"),
            """
            data: {limit: 300, validation: 60}
            model:
              latent: {size: 4}
              encoder: [dense: {units: 32}]
              decoder: [dense: {units: 32}]
            training: {epochs: 3, batch: 20, log-every: 5, optimizer: {adam: {learning-rate: 3e-3}}}
            evaluation: {importance-samples: 20}
            run: {picture-every: 2}
            """);
    Path run = folder.resolve("run");
    CommandResult training = done("train", config, "--run-dir", run);
    return new DigitsRun(folder, config, run, TinyJob.best(run), training);
  }

  /** An idx file of made-up bits in the size of the digits. */
  Path bits(int count) throws IOException {
    byte[] idx = new byte[16 + count * SIDE * SIDE];
    ByteBuffer.wrap(idx).putInt(0x803).putInt(count).putInt(SIDE).putInt(SIDE);
    for (int i = 16; i < idx.length; i++) {
      idx[i] = (byte) (i / 5 % 7 == (i - 16) / (SIDE * SIDE) ? 1 : 0);
    }
    return Files.write(folder.resolve(count + "-images-idx3-ubyte"), idx);
  }

  static List<Integer> cell(BufferedImage grid, int row, int column) {
    return samples(grid, 2 + row * CELL, 2 + column * CELL, 2);
  }

  /** The levels that occur in a cell of a grid. */
  static Set<Integer> levels(BufferedImage grid, int row, int column) {
    return new TreeSet<>(cell(grid, row, column));
  }

  /** A digit's pixels, each enlarged so many times. */
  static List<Integer> samples(BufferedImage image, int top, int left, int enlargement) {
    return IntStream.range(0, SIDE * SIDE)
        .mapToObj(
            i ->
                image
                    .getRaster()
                    .getSample(left + i % SIDE * enlargement, top + i / SIDE * enlargement, 0))
        .toList();
  }
}

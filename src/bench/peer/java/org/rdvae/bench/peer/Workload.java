package org.rdvae.bench.peer;

import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * The work that is timed: one training step (gradients and Adam) on a batch.
 *
 * <p>{@code mlp} and {@code gated} are variational autoencoders of 784 bits; {@code conv} and
 * {@code codec} are plain autoencoders of colour pictures. Their layers are in the README.
 */
public enum Workload {
  MLP(128, 1, 784, 32, 512),
  GATED(100, 1, 784, 40, 300),
  CONV(64, 32, 3, 0, 0),
  CODEC(8, 128, 3, 6144, 0);

  private final int batch;
  private final int side;
  private final int channels;
  private final int noise;
  private final int hidden;

  Workload(int batch, int side, int channels, int noise, int hidden) {
    this.batch = batch;
    this.side = side;
    this.channels = channels;
    this.noise = noise;
    this.hidden = hidden;
  }

  static Workload named(String name) {
    for (Workload workload : values()) {
      if (workload.label().equals(name)) {
        return workload;
      }
    }
    throw new IllegalArgumentException(
        "--workload: expected one of %s, found %s"
            .formatted(Arrays.stream(values()).map(Workload::label).toList(), name));
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Images of a batch. */
  public int batch() {
    return batch;
  }

  /** Rows, and columns, of an image; 1 where it is one long row of bits. */
  public int side() {
    return side;
  }

  /** Values in one place of an image. */
  public int channels() {
    return channels;
  }

  /** Values of an image, in the order row, column, channel. */
  public int inputs() {
    return side * side * channels;
  }

  /** Random values that an image's step takes, in the same order; 0 if none. */
  public int noise() {
    return noise;
  }

  /** Width of the hidden layers of a variational autoencoder, 0 for a plain one. */
  public int hidden() {
    return hidden;
  }

  public boolean isVariational() {
    return hidden > 0;
  }

  /** A batch of images for timing: bits, or values uniform in [0, 1). */
  float[] images(Random random) {
    float[] images = new float[batch * inputs()];
    for (int i = 0; i < images.length; i++) {
      images[i] = isVariational() ? random.nextInt(2) : random.nextFloat();
    }
    return images;
  }
}

package org.rdvae.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A job on the images of {@link TinyFiles} in which everything has a memory or is drawn: running
 * statistics, dropout, bits drawn anew, averaged parameters, and a rule that leaves steps out.
 */
public final class TinyConvolutions {
  private static final int HEADER = 16;
  private static final byte DARK = 12;
  private static final byte GREY = 110;

  private TinyConvolutions() {}

  /** Writes the config, which is returned, and beside it a folder {@code images} of idx files. */
  public static Path write(Path folder) {
    TinyFiles.write(folder);
    try {
      lift(folder.resolve("images/train-images-idx3-ubyte"));
      lift(folder.resolve("images/t10k-images-idx3-ubyte"));
      return Files.writeString(
          folder.resolve("convolutions.yaml"),
          """
          seed: 11
          data: {set: idx, path: images, validation: 60, binarization: dynamic}
          model:
            latent: {size: 3}
            encoder:
              - convolution: {channels: 4, kernel: 4, stride: 2}
              - batch-normalization: {activation: silu}
              - dropout: {rate: 0.2}
              - residual:
                  layers:
                    - convolution: {channels: 4, activation: silu}
                    - batch-normalization: {momentum: 0.03}
              - dense: {units: 16, activation: tanh}
            decoder:
              - dense: {units: 72, activation: silu}
              - reshape: {height: 6, width: 6, channels: 2}
              - transposed-convolution: {channels: 4}
              - batch-normalization: {activation: silu}
              - dropout: {rate: 0.1}
          objective: {beta: {warm-up-epochs: 2}}
          training:
            epochs: 4
            batch: 5
            log-every: 3
            clip-norm: 100
            skip-norm-factor: 1.1
            averaging: {decay: 0.9}
            schedule: cosine
          evaluation: {importance-samples: 3}
          run: {picture-every: 2}
          """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Makes the dark ground grey: drawn anew as bits it keeps gradients as large as in the first
   * step, so that among those after the hundredth, which may be left out, some are outliers.
   */
  private static void lift(Path idx) throws IOException {
    byte[] bytes = Files.readAllBytes(idx);
    for (int i = HEADER; i < bytes.length; i++) {
      bytes[i] = bytes[i] == DARK ? GREY : bytes[i];
    }
    Files.write(idx, bytes);
  }
}

package org.rdvae.data;

import java.nio.file.Path;
import java.util.Optional;
import org.rdvae.base.Setting;

/**
 * Which images a job reads, and how grey values become the bits that a Bernoulli likelihood needs.
 */
public record DataSettings(
    @Setting(
            value =
                "The image set: mnist-binary (embedded, 50000/10000/10000 binarised digits) or idx (files under path).",
            initial = "mnist-binary")
        Set set,
    @Setting(
            "Folder with train-images-idx3-ubyte and t10k-images-idx3-ubyte (each plain or .gz), for set idx only.")
        Optional<Path> path,
    @Setting(
            value =
                "How 8-bit values become bits: dynamic (1 with probability value/255, drawn anew each epoch; validation"
                    + " and test drawn once), threshold (1 from 128 upward) or none (the file holds 0 and 1 only).",
            initial = "dynamic")
        Binarization binarization,
    @Setting(
            value =
                "How many images from the end of the training file are set aside for validation, for set idx only.",
            initial = "10000",
            min = 1)
        int validation,
    @Setting(
            value = "Use only the first N images of each split, for trying things out; 0 uses all.",
            initial = "0",
            min = 0)
        int limit) {

  /** The same settings with the files elsewhere. */
  public DataSettings withPath(Optional<Path> newPath) {
    return new DataSettings(set, newPath, binarization, validation, limit);
  }

  /** Where images come from. */
  public enum Set {
    MNIST_BINARY,
    IDX
  }

  /** How 8-bit grey values become bits. */
  public enum Binarization {
    DYNAMIC,
    THRESHOLD,
    NONE
  }
}

package org.rdvae.data;

import java.nio.file.Path;
import org.rdvae.base.Failure;
import org.rdvae.data.DataSettings.Binarization;

/** Reads the images that settings or a command name. */
public final class DataLoader {
  private DataLoader() {}

  public static Splits load(DataSettings settings) {
    Splits splits =
        switch (settings.set()) {
          case MNIST_BINARY -> embedded(settings);
          case IDX -> IdxFolder.load(settings);
        };
    return splits.first(settings.limit());
  }

  /** Reads one idx file of images, plain or gzip; with {@code NONE} every value must be 0 or 1. */
  public static ImageSet read(Path file, Binarization binarization) {
    return read(file, binarization, Split.INPUT);
  }

  static ImageSet read(Path file, Binarization binarization, Split split) {
    ImageSet images = IdxReader.read(file, split);
    if (binarization == Binarization.NONE) {
      requireBits(images, file);
    }
    return images;
  }

  private static Splits embedded(DataSettings settings) {
    // Otherwise a forgotten "set: idx" would train on the wrong images without a word.
    if (settings.path().isPresent()) {
      throw new Failure(
          Failure.Kind.BAD_CONFIG,
          "data.path: expected nothing, because data.set is mnist-binary (embedded), found "
              + settings.path().get()
              + "; for files under this path write data.set: idx");
    }
    return MnistBinary.load();
  }

  private static void requireBits(ImageSet images, Path file) {
    byte[] array = images.array();
    int size = images.pixelsPerImage();
    for (int i = 0; i < array.length; i++) {
      if ((array[i] & 0xFE) != 0) {
        throw new Failure(
            Failure.Kind.BAD_DATA,
            String.format(
                "%s: expected only 0 and 1, because data.binarization is none, found %d in image %d, row %d, column %d"
                    + " (counted from 0); grey values need data.binarization: dynamic or threshold",
                file,
                array[i] & 0xFF,
                i / size,
                i % size / images.width(),
                i % size % images.width()));
      }
    }
  }
}

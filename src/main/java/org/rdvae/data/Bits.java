package org.rdvae.data;

import java.util.Locale;
import org.rdvae.base.Failure;

/** The promise of {@code binarization: bits}: every value is 0 or 1. */
final class Bits {
  private Bits() {}

  /** Refuses the first other value if these images are to be taken as bits. */
  static void require(ImageSet images, Binarization binarization, String file) {
    if (binarization != Binarization.BITS) {
      return;
    }
    byte[] array = images.array();
    int size = images.valuesPerExample();
    for (int i = 0; i < array.length; i++) {
      if ((array[i] & 0xFE) != 0) {
        int pixel = i % size / images.channels();
        throw new Failure(
            Failure.Kind.BAD_DATA,
            String.format(
                Locale.ROOT,
                "%s: expected only 0 and 1, because data.binarization is bits, found %d in image"
                    + " %d, row %d, column %d (counted from 0); grey values need data.binarization:"
                    + " dynamic, threshold or none",
                file,
                array[i] & 0xFF,
                i / size,
                pixel / images.width(),
                pixel % images.width()));
      }
    }
  }
}

package org.rdvae.data;

import java.util.Locale;
import org.rdvae.base.Failure;

/** Finds out, before anything is decoded, whether pictures will fit into memory. */
final class ImageFolderMemory {
  /** The rest of the heap is for decoding and for the training. */
  private static final double SHARE = 0.8;

  private ImageFolderMemory() {}

  /**
   * Refuses pictures for which the heap is too small, or of which one part is too large for an
   * array.
   *
   * @param counts how many pictures the parts have, each of {@code size} bytes
   * @param heap the most bytes that Java will use
   */
  static void check(
      String place, int[] counts, int height, int width, int channels, long heap, Remedy advice) {
    long size = (long) height * width * channels;
    long all = 0;
    long largest = 0;
    for (int count : counts) {
      all += count;
      largest = Math.max(largest, count);
    }
    String needed =
        String.format(
            Locale.ROOT,
            "%s: %,d pictures of %s need %s of memory",
            place,
            all,
            SizeText.words(height, width, channels),
            gigabytes((double) all * size));
    String remedy = "; " + advice.ofTooMuch(channels);
    if (all * size > SHARE * heap) {
      throw new Failure(
          Failure.Kind.OUT_OF_MEMORY,
          String.format(
              Locale.ROOT,
              "%s, expected at most %s, %.0f%% of what Java may use%s, or give Java more (-Xmx)",
              needed,
              gigabytes(SHARE * heap),
              100 * SHARE,
              remedy));
    }
    if (largest * size > ImageSet.MOST_VALUES) {
      throw new Failure(
          Failure.Kind.BAD_CONFIG,
          String.format(
              Locale.ROOT,
              "%s, %s of it in one part, expected at most 2.15 GB in each%s",
              needed,
              gigabytes((double) largest * size),
              remedy));
    }
  }

  private static String gigabytes(double bytes) {
    return String.format(Locale.ROOT, "%,.2f GB", bytes / 1e9);
  }
}

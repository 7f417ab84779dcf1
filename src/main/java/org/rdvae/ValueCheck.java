package org.rdvae;

import org.rdvae.data.ValueKind;
import org.rdvae.distribution.Likelihood;

/**
 * Looks through rows that a program hands over: a network computes something of anything, and
 * nobody would notice.
 */
record ValueCheck(Likelihood likelihood) {
  /** What float32 makes of v / 255, whichever way it is computed. */
  private static final float LEVEL_TOLERANCE = 1e-3f;

  /** Requires rows of this length with finite values. */
  void finite(String what, float[][] rows, int length) {
    lengths(what, rows, length);
    for (int row = 0; row < rows.length; row++) {
      for (int i = 0; i < length; i++) {
        if (!Float.isFinite(rows[row][i])) {
          throw refused(what, row, i, "a number", rows[row][i]);
        }
      }
    }
  }

  /** Requires images of this length with values to which the likelihood gives a probability. */
  void possible(float[][] images, int length) {
    if (!likelihood.isDiscrete()) {
      finite("image", images, length);
      return;
    }
    lengths("image", images, length);
    for (int image = 0; image < images.length; image++) {
      for (int i = 0; i < length; i++) {
        float value = images[image][i];
        if (likelihood.takes(ValueKind.BITS)) {
          require(value == 0 || value == 1, image, i, "0 or 1", value);
        } else if (likelihood.takes(ValueKind.COUNTS)) {
          require(isCount(value), image, i, "a whole number of at least 0", value);
        } else {
          require(isLevel(value), image, i, "v / 255 for a whole v", value);
        }
      }
    }
  }

  private static void require(boolean possible, int image, int i, String expected, float value) {
    if (!possible) {
      throw refused("image", image, i, expected, value);
    }
  }

  private static boolean isCount(float value) {
    return value >= 0 && value == Math.rint(value) && !Float.isInfinite(value);
  }

  private static boolean isLevel(float value) {
    float level = 255 * value;
    return Math.abs(level - Math.rint(level)) < LEVEL_TOLERANCE && value >= 0 && value <= 1;
  }

  private static void lengths(String what, float[][] rows, int length) {
    for (int row = 0; row < rows.length; row++) {
      if (rows[row].length != length) {
        throw new IllegalArgumentException(
            what + " " + row + ": expected " + length + " values, found " + rows[row].length);
      }
    }
  }

  private static IllegalArgumentException refused(
      String what, int row, int place, String expected, float found) {
    return new IllegalArgumentException(
        what + " " + row + ", value " + place + ": expected " + expected + ", found " + found);
  }
}

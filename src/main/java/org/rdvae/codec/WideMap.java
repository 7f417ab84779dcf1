package org.rdvae.codec;

import java.util.Arrays;

/**
 * Feature maps in 32-bit fixed point, as a layer's sums are: each channel has a fraction of its
 * own.
 *
 * @param rows the channels of each place; no value is {@link Integer#MIN_VALUE}
 * @param fractions of each channel
 */
record WideMap(int[][] rows, int[] fractions, int height, int width) {
  /** Features of which all values are nearly 0 are told no finer than this. */
  static final int FINEST = 24;

  private static final int BITS = 15;

  static int[] sameFraction(int channels, int fraction) {
    int[] fractions = new int[channels];
    Arrays.fill(fractions, fraction);
    return fractions;
  }

  int channels() {
    return fractions.length;
  }

  /**
   * The same in 16 bits, with the finest fraction for which every magnitude is below 2^15: so small
   * and large features keep the same number of digits, and nothing is ever cut off. The fraction
   * depends on the largest value and not on the order in which places were computed.
   */
  FixedMap narrow() {
    int[] largest = largest();
    int fraction = FINEST;
    for (int c = 0; c < largest.length; c++) {
      if (largest[c] > 0) {
        int shift = 32 - Integer.numberOfLeadingZeros(largest[c]) - BITS;
        if (FixedPoint.rescale(largest[c], shift) >= 1 << BITS) {
          shift++;
        }
        fraction = Math.min(fraction, fractions[c] - shift);
      }
    }
    int channels = channels();
    short[] values = new short[rows.length * channels];
    for (int place = 0; place < rows.length; place++) {
      int[] row = rows[place];
      for (int c = 0; c < channels; c++) {
        values[place * channels + c] = (short) FixedPoint.rescale(row[c], fractions[c] - fraction);
      }
    }
    return new FixedMap(values, fraction, height, width, channels);
  }

  private int[] largest() {
    int[] largest = new int[channels()];
    for (int[] row : rows) {
      for (int c = 0; c < largest.length; c++) {
        largest[c] = Math.max(largest[c], Math.abs(row[c]));
      }
    }
    return largest;
  }

  /** All values with this fraction, channels fastest; what 32 bits cannot hold is cut off. */
  int[] at(int fraction) {
    int channels = channels();
    int[] values = new int[rows.length * channels];
    for (int place = 0; place < rows.length; place++) {
      for (int c = 0; c < channels; c++) {
        values[place * channels + c] =
            FixedPoint.toInt(FixedPoint.rescale(rows[place][c], fractions[c] - fraction));
      }
    }
    return values;
  }

  /**
   * The sum with maps of the same shape, each channel with the finest fraction for which both stay
   * below 2^30.
   */
  WideMap plus(FixedMap other) {
    int channels = channels();
    int[] common = new int[channels];
    int[][] sums = new int[rows.length][channels];
    int[] largest = largest();
    for (int c = 0; c < channels; c++) {
      int room = Integer.numberOfLeadingZeros(largest[c]) - 2;
      common[c] = Math.min(fractions[c] + room, other.fraction() + BITS - 2);
    }
    for (int place = 0; place < rows.length; place++) {
      for (int c = 0; c < channels; c++) {
        long left = FixedPoint.rescale(rows[place][c], fractions[c] - common[c]);
        long right =
            FixedPoint.rescale(other.values()[place * channels + c], other.fraction() - common[c]);
        sums[place][c] = (int) (left + right);
      }
    }
    return new WideMap(sums, common, height, width);
  }

  /** These channels, and behind them those of maps of the same places. */
  WideMap joinedWith(WideMap after) {
    int[] both = Arrays.copyOf(fractions, channels() + after.channels());
    System.arraycopy(after.fractions, 0, both, channels(), after.channels());
    int[][] joined = new int[rows.length][];
    for (int place = 0; place < rows.length; place++) {
      joined[place] = Arrays.copyOf(rows[place], both.length);
      System.arraycopy(after.rows[place], 0, joined[place], channels(), after.channels());
    }
    return new WideMap(joined, both, height, width);
  }
}

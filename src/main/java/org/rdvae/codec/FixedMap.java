package org.rdvae.codec;

import java.util.Locale;

/**
 * Feature maps in fixed point, channels fastest: each value stands for v / 2^fraction.
 *
 * @param values height x width x channels of them
 */
record FixedMap(short[] values, int fraction, int height, int width, int channels) {
  FixedMap {
    if (values.length != Math.multiplyExact(Math.multiplyExact(height, width), channels)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "expected %d x %d x %d values, found %d",
              height,
              width,
              channels,
              values.length));
    }
  }

  int places() {
    return height * width;
  }

  /** The same values in another shape. */
  FixedMap reshaped(int newHeight, int newWidth, int newChannels) {
    return new FixedMap(values, fraction, newHeight, newWidth, newChannels);
  }

  /** The same, as much coarser as these bounds of magnitudes and of the fraction ask. */
  FixedMap within(int largest, int largestFraction) {
    int found = 0;
    for (short value : values) {
      found = Math.max(found, Math.abs(value));
    }
    int shift = Math.max(0, fraction - largestFraction);
    while (FixedPoint.rescale(found, shift) > largest) {
      shift++;
    }
    if (shift == 0) {
      return this;
    }
    short[] coarse = new short[values.length];
    for (int i = 0; i < coarse.length; i++) {
      coarse[i] = (short) FixedPoint.rescale(values[i], shift);
    }
    return new FixedMap(coarse, fraction - shift, height, width, channels);
  }

  /** The same in 32 bits. */
  WideMap widened() {
    int[][] rows = new int[places()][channels];
    for (int place = 0; place < rows.length; place++) {
      for (int c = 0; c < channels; c++) {
        rows[place][c] = values[place * channels + c];
      }
    }
    return new WideMap(rows, WideMap.sameFraction(channels, fraction), height, width);
  }
}

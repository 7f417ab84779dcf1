package org.rdvae.codec;

/**
 * The largest value or the mean of each window, in fixed point. A mean has 12 digits more than the
 * values.
 */
record FixedPooling(int kernel, int stride, boolean mean) implements FixedLayer {
  private static final int MORE = 12;

  @Override
  public WideMap apply(FixedMap input, boolean parallel) {
    int channels = input.channels();
    int height = (input.height() - kernel) / stride + 1;
    int width = (input.width() - kernel) / stride + 1;
    int[][] rows = new int[height * width][channels];
    for (int place = 0; place < rows.length; place++) {
      int y = place / width * stride;
      int x = place % width * stride;
      for (int c = 0; c < channels; c++) {
        rows[place][c] = mean ? mean(input, y, x, c) : largest(input, y, x, c);
      }
    }
    int fraction = input.fraction() + (mean ? MORE : 0);
    return new WideMap(rows, WideMap.sameFraction(channels, fraction), height, width);
  }

  private int mean(FixedMap input, int y, int x, int c) {
    long sum = 0;
    for (int i = 0; i < kernel * kernel; i++) {
      sum += value(input, y + i / kernel, x + i % kernel, c);
    }
    long places = (long) kernel * kernel;
    return (int) Math.floorDiv(2 * (sum << MORE) + places, 2 * places);
  }

  private int largest(FixedMap input, int y, int x, int c) {
    int largest = Short.MIN_VALUE;
    for (int i = 0; i < kernel * kernel; i++) {
      largest = Math.max(largest, value(input, y + i / kernel, x + i % kernel, c));
    }
    return largest;
  }

  private static int value(FixedMap input, int y, int x, int c) {
    return input.values()[(y * input.width() + x) * input.channels() + c];
  }
}

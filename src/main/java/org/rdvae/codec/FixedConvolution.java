package org.rdvae.codec;

/**
 * A convolution, transposed convolution or, as a convolution of one place, dense layer in fixed
 * point.
 *
 * <p>The innermost loop runs over neighbouring outputs and adds four inputs at a time, in a form
 * that the JIT makes vector instructions of: plain int arrays that share one index. (The 16-bit
 * products in pairs that processors also have cost more here than they save, as the JIT finds them
 * only where both factors are arrays.) Eight places of the output are worked on at a time, so that
 * weights are read from the nearest cache.
 */
final class FixedConvolution implements FixedLayer {
  private static final int BLOCK = 8;

  private final FixedWindows windows;
  private final int channels;
  private final FixedWeights weights;
  private final FixedActivation activation;

  /**
   * @param channels of the input
   * @param weights of the places of a window one after the other, each with all channels
   */
  FixedConvolution(
      FixedWindows windows, int channels, FixedWeights weights, FixedActivation activation) {
    this.windows = windows;
    this.channels = channels;
    this.weights = weights;
    this.activation = activation;
    if (weights.inputs() != windows.kernel() * windows.kernel() * channels) {
      throw new IllegalArgumentException(
          weights.inputs() + " inputs for " + channels + " channels and " + windows);
    }
  }

  @Override
  public WideMap apply(FixedMap input, boolean parallel) {
    if (input.channels() != channels) {
      throw new IllegalArgumentException(
          "expected " + channels + " channels, found " + input.channels());
    }
    FixedMap read = weights.readable(input);
    int height = windows.outputSize(read.height());
    int width = windows.outputSize(read.width());
    int[] start = weights.start(read.fraction());
    int[] fractions = weights.sumFractions(read.fraction());
    int[][] sums = new int[height * width][];
    FixedLayer.forEach(
        height,
        parallel,
        y -> {
          for (int x = 0; x < width; x += BLOCK) {
            int end = Math.min(width, x + BLOCK);
            for (int i = x; i < end; i++) {
              sums[y * width + i] = start.clone();
            }
            addWindows(read, y, x, end, sums, y * width);
            for (int i = x; i < end; i++) {
              activation.apply(sums[y * width + i], fractions);
            }
          }
        });
    return new WideMap(sums, activation.fractions(fractions), height, width);
  }

  private void addWindows(FixedMap input, int y, int from, int end, int[][] sums, int row) {
    for (int ky = 0; ky < windows.kernel(); ky++) {
      int sourceY = windows.source(y, ky, input.height());
      if (sourceY < 0) {
        continue;
      }
      for (int kx = 0; kx < windows.kernel(); kx++) {
        int tap = (ky * windows.kernel() + kx) * channels;
        int c = 0;
        for (; c + 4 <= channels; c += 4) {
          for (int x = from; x < end; x++) {
            int sourceX = windows.source(x, kx, input.width());
            if (sourceX >= 0) {
              int at = (sourceY * input.width() + sourceX) * channels + c;
              addFour(input.values(), at, tap + c, sums[row + x]);
            }
          }
        }
        for (; c < channels; c++) {
          for (int x = from; x < end; x++) {
            int sourceX = windows.source(x, kx, input.width());
            if (sourceX >= 0) {
              int at = (sourceY * input.width() + sourceX) * channels + c;
              add(sums[row + x], weights.row(tap + c), input.values()[at]);
            }
          }
        }
      }
    }
  }

  /** Features behind rectifiers, and images, are zero in many places. */
  private void addFour(short[] values, int at, int first, int[] sums) {
    int a = values[at];
    int b = values[at + 1];
    int c = values[at + 2];
    int d = values[at + 3];
    if ((a | b | c | d) != 0) {
      addFour(
          sums,
          weights.row(first),
          weights.row(first + 1),
          weights.row(first + 2),
          weights.row(first + 3),
          a,
          b,
          c,
          d);
    }
  }

  private static void addFour(
      int[] sums, int[] u, int[] v, int[] w, int[] x, int a, int b, int c, int d) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += a * u[i] + b * v[i] + c * w[i] + d * x[i];
    }
  }

  private static void add(int[] sums, int[] row, int value) {
    if (value != 0) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += value * row[i];
      }
    }
  }
}

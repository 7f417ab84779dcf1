package org.rdvae.training;

import java.util.Arrays;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Tensor;

/** Runs an optimiser over a whole vector, without the class that does so in a training. */
final class PiecewiseUpdates {
  /** Lengths around those at which {@link ChunkedVector} begins a new piece. */
  static final int[] SIZES = {
    1, ChunkedVector.CHUNK - 1, ChunkedVector.CHUNK, ChunkedVector.CHUNK + 1, 40_000
  };

  private PiecewiseUpdates() {}

  static int[] sizes() {
    return SIZES.clone();
  }

  static void run(
      ParameterOptimizer optimizer,
      ChunkedVector parameters,
      float[] gradient,
      long update,
      double rateFactor,
      double gradientScale) {
    optimizer.begin(update, rateFactor, gradientScale);
    for (int chunk = 0; chunk < parameters.chunks(); chunk++) {
      int first = chunk * ChunkedVector.CHUNK;
      int end = Math.min(first + ChunkedVector.CHUNK, gradient.length);
      optimizer.update(
          chunk,
          Arrays.copyOf(Arrays.copyOfRange(gradient, first, end), ChunkedVector.CHUNK),
          parameters.chunk(chunk));
    }
  }

  /** Numbers around 1 of both signs. */
  static float[] startingValues(int size) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) Math.sin(i);
    }
    return values;
  }

  /**
   * The gradient of a step: some elements keep their sign, some change it, some are always zero;
   * sizes differ by 1e6.
   */
  static float[] gradient(int step, int size) {
    float[] gradient = new float[size];
    for (int i = 0; i < size; i++) {
      gradient[i] =
          (float) (i % 5 == 4 ? 0 : magnitude(i) * (Math.sin(0.37 * i + 0.71 * step) + i % 3));
    }
    return gradient;
  }

  static double magnitude(int i) {
    return Math.pow(10, i % 7 - 3);
  }

  static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }

  static Tensor tensor(Kernels kernels, float... values) {
    Tensor tensor = kernels.tensor(1, values.length);
    tensor.write(values);
    return tensor;
  }
}

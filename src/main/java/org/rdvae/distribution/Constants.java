package org.rdvae.distribution;

import java.util.Arrays;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Tensor;

/** Matrices that are written when an operation is planned, and then never again. */
final class Constants {
  private Constants() {}

  /** All elements alike. */
  static Tensor filled(Kernels kernels, int rows, int columns, double value) {
    float[] values = new float[Math.multiplyExact(rows, columns)];
    Arrays.fill(values, (float) value);
    return matrix(kernels, rows, columns, values);
  }

  /** These elements, row by row. */
  static Tensor matrix(Kernels kernels, int rows, int columns, float[] values) {
    Tensor tensor = kernels.tensor(rows, columns);
    tensor.write(values);
    return tensor;
  }

  /** A row of these numbers. */
  static Tensor row(Kernels kernels, double... values) {
    Tensor tensor = kernels.tensor(1, values.length);
    for (int i = 0; i < values.length; i++) {
      tensor.set(i, values[i]);
    }
    return tensor;
  }
}

package org.rdvae.tensor;

import java.util.Random;

/** Whole tensors from and to plain arrays of double, and random contents for them. */
public final class TensorValues {
  private TensorValues() {}

  /**
   * Standard normal numbers that float32 holds exactly, so that both precisions compute from the
   * same values.
   */
  public static double[] random(long seed, int count) {
    Random random = new Random(seed);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  public static void write(Tensor tensor, double[] values) {
    if (values.length != tensor.size()) {
      throw new IllegalArgumentException(
          "Expected values for " + tensor + ", found " + values.length);
    }
    for (int i = 0; i < values.length; i++) {
      tensor.set(i, values[i]);
    }
  }

  public static double[] read(Tensor tensor) {
    double[] values = new double[Math.toIntExact(tensor.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.get(i);
    }
    return values;
  }

  public static Tensor tensor(Kernels kernels, int rows, int columns, double[] values) {
    Tensor tensor = kernels.tensor(rows, columns);
    write(tensor, values);
    return tensor;
  }

  public static double[] doubles(float[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = values[i];
    }
    return result;
  }

  /** Distance from 1 to the next number. */
  public static double epsilon(Precision precision) {
    return precision == Precision.FLOAT32 ? 0x1p-23 : 0x1p-52;
  }
}

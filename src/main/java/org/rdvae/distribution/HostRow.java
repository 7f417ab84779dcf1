package org.rdvae.distribution;

import org.rdvae.tensor.Tensor;

/** The rows of a matrix on the host, one at a time, in double. */
final class HostRow {
  private final Tensor head;
  private final float[] numbers;
  private final double[] row;

  HostRow(Tensor head) {
    this.head = head;
    numbers = new float[head.columns()];
    row = new double[head.columns()];
  }

  /** Row {@code index}, in an array that the next call overwrites. */
  double[] read(int index) {
    head.read(index * numbers.length, numbers, 0, numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      row[i] = numbers[i];
    }
    return row;
  }
}

package org.rdvae.tensor;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A number in native memory that planned operations read each time they run. */
public final class Scalar {
  final Tensor cell;

  Scalar(INDArray array) {
    this(new Tensor(array, 1, 1));
  }

  Scalar(Tensor cell) {
    this.cell = cell;
  }

  public void set(double value) {
    cell.set(0, value);
  }
}

package org.rdvae.tensor;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A number in native memory that planned operations read each time they run. */
public final class Scalar {
  final Tensor cell;

  Scalar(INDArray array) {
    cell = new Tensor(array, 1, 1);
  }

  public void set(double value) {
    cell.set(0, value);
  }
}

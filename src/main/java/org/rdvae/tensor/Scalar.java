package org.rdvae.tensor;

/** A number in native memory that planned operations read each time they run. */
public final class Scalar {
  final Tensor cell;

  Scalar(Tensor cell) {
    this.cell = cell;
  }

  public void set(double value) {
    cell.set(0, value);
  }
}

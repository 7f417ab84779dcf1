package org.rdvae.tensor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A tensor in one of the two places where tensors lie: in memory of its own, or as a view in the
 * middle of a larger one.
 */
final class PlacedTensor {
  /** Odd, so that the view's address fits no vector register's alignment. */
  private static final int MARGIN = 3;

  private static final double UNTOUCHED = 777;

  private final Tensor tensor;
  private final Tensor owner;

  private PlacedTensor(Tensor tensor, Tensor owner) {
    this.tensor = tensor;
    this.owner = owner;
  }

  static PlacedTensor alone(Kernels kernels, int rows, int columns) {
    Tensor tensor = kernels.tensor(rows, columns);
    return new PlacedTensor(tensor, tensor);
  }

  static PlacedTensor view(Kernels kernels, int rows, int columns) {
    int size = rows * columns;
    Tensor owner = kernels.tensor(1, size + 2 * MARGIN);
    for (int i = 0; i < owner.size(); i++) {
      owner.set(i, UNTOUCHED);
    }
    return new PlacedTensor(kernels.view(owner, MARGIN, rows, columns), owner);
  }

  PlacedTensor filled(double[] values) {
    TensorValues.write(tensor, values);
    return this;
  }

  Tensor tensor() {
    return tensor;
  }

  double[] values() {
    return TensorValues.read(tensor);
  }

  void expectNothingAroundItChanged(String label) {
    if (owner != tensor) {
      int end = Math.toIntExact(owner.size());
      for (int i = 0; i < MARGIN; i++) {
        assertThat(owner.get(i))
            .as("%s, element %d before the view", label, i)
            .isEqualTo(UNTOUCHED);
        assertThat(owner.get(end - 1 - i))
            .as("%s, element %d after the view", label, i)
            .isEqualTo(UNTOUCHED);
      }
    }
  }
}

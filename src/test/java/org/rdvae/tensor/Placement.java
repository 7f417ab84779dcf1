package org.rdvae.tensor;

/** The ways in which the input and the output of an operation may lie. */
enum Placement {
  SEPARATE,
  VIEWS,
  IN_PLACE,
  IN_PLACE_VIEW;

  PlacedTensor input(Kernels kernels, int rows, int columns) {
    return this == VIEWS || this == IN_PLACE_VIEW
        ? PlacedTensor.view(kernels, rows, columns)
        : PlacedTensor.alone(kernels, rows, columns);
  }

  PlacedTensor output(Kernels kernels, PlacedTensor input, int rows, int columns) {
    return switch (this) {
      case IN_PLACE, IN_PLACE_VIEW -> input;
      case SEPARATE -> PlacedTensor.alone(kernels, rows, columns);
      case VIEWS -> PlacedTensor.view(kernels, rows, columns);
    };
  }
}

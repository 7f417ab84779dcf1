package org.rdvae.tensor;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Tensors as arrays of ND4J, for the one layer that hands them to Deeplearning4j. Such an array is
 * valid until the kernels that made the tensor are closed; whoever holds it must hold the tensor
 * too.
 */
public final class Nd4jArrays {
  private Nd4jArrays() {}

  /**
   * All elements of the tensor, in row-major order, as an array of this shape in the same memory.
   */
  public static INDArray of(Tensor tensor, long... shape) {
    long size = 1;
    for (long length : shape) {
      size = Math.multiplyExact(size, length);
    }
    if (size != tensor.size()) {
      throw new IllegalArgumentException(
          "An array of " + size + " elements cannot be the tensor " + tensor);
    }
    return NativeMemory.reshape(tensor, shape);
  }
}

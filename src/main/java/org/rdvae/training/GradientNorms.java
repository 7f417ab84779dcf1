package org.rdvae.training;

import org.rdvae.network.ParameterLayout;
import org.rdvae.network.ParameterSpec;
import org.rdvae.tensor.Tensor;

/**
 * The L2 norms of a gradient, of each parameter tensor and of all together: one pass over it, for
 * those who must know a norm before they change anything.
 */
final class GradientNorms {
  private final int[] ends;
  private final double[] norms;
  private final float[] piece = new float[ChunkedVector.CHUNK];
  private final SumOfSquares squares = new SumOfSquares();
  private double total;

  /**
   * @param ends where in the flat vector each tensor ends and the next begins, rising
   */
  GradientNorms(int... ends) {
    this.ends = ends.clone();
    norms = new double[ends.length];
  }

  /** Where each trained tensor of a layout ends. */
  static int[] ends(ParameterLayout layout) {
    return layout.parameters().stream()
        .filter(parameter -> layout.offset(parameter.name()) < layout.trained())
        .mapToInt(
            (ParameterSpec parameter) -> layout.offset(parameter.name()) + (int) parameter.size())
        .toArray();
  }

  void measure(Tensor gradients) {
    double sum = 0;
    int begin = 0;
    for (int tensor = 0; tensor < ends.length; tensor++) {
      for (int first = begin; first < ends[tensor]; first += piece.length) {
        int count = Math.min(piece.length, ends[tensor] - first);
        gradients.read(first, piece, 0, count);
        squares.add(piece, count);
      }
      double ofTensor = squares.take();
      norms[tensor] = Math.sqrt(ofTensor);
      sum += ofTensor;
      begin = ends[tensor];
    }
    total = Math.sqrt(sum);
  }

  /** The norm of the whole gradient; not finite if any element is not. */
  double total() {
    return total;
  }

  double ofTensor(int tensor) {
    return norms[tensor];
  }

  int end(int tensor) {
    return ends[tensor];
  }

  /** Number of values. */
  int size() {
    return ends.length == 0 ? 0 : ends[ends.length - 1];
  }
}

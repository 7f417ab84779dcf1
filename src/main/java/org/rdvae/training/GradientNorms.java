package org.rdvae.training;

import java.util.Arrays;
import org.rdvae.network.ParameterLayout;
import org.rdvae.network.ParameterSpec;
import org.rdvae.tensor.Tensor;

/**
 * The L2 norms of a gradient, of each parameter tensor and of all together: one pass over it, for
 * those who must know a norm before they change anything.
 */
public final class GradientNorms {
  private final int[] ends;
  private final double[] norms;
  private final Crew crew;
  private final Crew.Task measurePiece = this::measurePiece;
  private final float[][] buffers;
  private final SumOfSquares[] sums;

  // Pieces do not reach over a tensor's end.
  private final int[] firstPieces;
  private final int[] begins;
  private final double[] squares;
  private Tensor gradients;
  private double total;

  /**
   * @param ends where in the flat vector each tensor ends and the next begins, rising
   */
  GradientNorms(Crew crew, int... ends) {
    this.crew = crew;
    this.ends = ends.clone();
    norms = new double[ends.length];
    buffers = new float[crew.size()][ChunkedVector.CHUNK];
    sums = SumOfSquares.forEach(crew);
    firstPieces = new int[ends.length + 1];
    int begin = 0;
    for (int tensor = 0; tensor < ends.length; tensor++) {
      firstPieces[tensor + 1] = firstPieces[tensor] + ChunkedVector.chunks(ends[tensor] - begin);
      begin = ends[tensor];
    }
    squares = new double[firstPieces[ends.length]];
    begins = new int[squares.length + 1];
    begins[squares.length] = begin;
    begin = 0;
    for (int tensor = 0; tensor < ends.length; tensor++) {
      for (int piece = firstPieces[tensor]; piece < firstPieces[tensor + 1]; piece++) {
        begins[piece] = begin + (piece - firstPieces[tensor]) * ChunkedVector.CHUNK;
      }
      begin = ends[tensor];
    }
  }

  /** Where each trained tensor of a layout ends. */
  public static int[] ends(ParameterLayout layout) {
    return layout.parameters().stream()
        .filter(parameter -> layout.offset(parameter.name()) < layout.trained())
        .mapToInt(
            (ParameterSpec parameter) -> layout.offset(parameter.name()) + (int) parameter.size())
        .toArray();
  }

  void measure(Tensor ofAll) {
    gradients = ofAll;
    crew.run(squares.length, measurePiece);
    double sum = 0;
    for (int tensor = 0; tensor < ends.length; tensor++) {
      double ofTensor = SumOfSquares.total(squares, firstPieces[tensor], firstPieces[tensor + 1]);
      norms[tensor] = Math.sqrt(ofTensor);
      sum += ofTensor;
    }
    total = Math.sqrt(sum);
  }

  private void measurePiece(int piece, int member) {
    int count = begins[piece + 1] - begins[piece];
    gradients.read(begins[piece], buffers[member], 0, count);
    squares[piece] = sums[member].of(buffers[member], count);
  }

  /** The norm of the whole gradient; not finite if any element is not. */
  double total() {
    return total;
  }

  double ofTensor(int tensor) {
    return norms[tensor];
  }

  /** The tensor that an element belongs to. */
  int tensorAt(int element) {
    int place = Arrays.binarySearch(ends, element + 1);
    return place < 0 ? -place - 1 : place;
  }

  int end(int tensor) {
    return ends[tensor];
  }

  /** Number of values. */
  int size() {
    return ends.length == 0 ? 0 : ends[ends.length - 1];
  }
}

package org.rdvae.distribution;

import java.util.List;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/** What likelihoods of word counts share. */
final class WordCounts {
  /** Words of a document that is drawn: its length is no part of the model. */
  static final int DRAWN_LENGTH = 100;

  private WordCounts() {}

  /**
   * Adds Σ log c! − log n! of each row to the column {@code out}.
   *
   * @param length a column: n of each row, to be there when this runs
   * @param scratch a matrix like the counts
   */
  static List<Operation> addLogOrders(
      Kernels kernels, Tensor counts, Tensor length, Tensor scratch, Tensor out) {
    int rows = counts.rows();
    Tensor column = kernels.tensor(rows, 1);
    List<Operation> ofWords =
        new GammaRatios(kernels, rows, counts.columns())
            .logGamma(Constants.filled(kernels, rows, counts.columns(), 1), counts, scratch);
    List<Operation> ofLengths =
        new GammaRatios(kernels, rows, 1)
            .logGamma(Constants.filled(kernels, rows, 1, 1), length, column);
    return Operations.all(
        ofLengths,
        List.of(kernels.subtract(out, column, out)),
        ofWords,
        List.of(kernels.sumColumns(scratch, column), kernels.add(out, column, out)));
  }

  /**
   * Writes the counts of a drawn document.
   *
   * @param probabilities of the words; they sum to about 1
   */
  static void draw(double[] probabilities, RandomStream stream, float[] target, int at) {
    for (int word = 0; word < probabilities.length; word++) {
      target[at + word] = 0;
    }
    for (int drawn = 0; drawn < DRAWN_LENGTH; drawn++) {
      double left = stream.nextUniform();
      int word = 0;
      while (word < probabilities.length - 1 && left >= probabilities[word]) {
        left -= probabilities[word];
        word++;
      }
      target[at + word]++;
    }
  }
}

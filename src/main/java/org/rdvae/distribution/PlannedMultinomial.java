package org.rdvae.distribution;

import java.util.List;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * Multinomial likelihood of word counts c, shape [rows, words], by the logits of the words, of the
 * same shape. With n = Σ c the gradient by the logits is n softmax(logits) − c. The formulas in
 * double stand in {@link Multinomial}.
 */
final class PlannedMultinomial implements PlannedLikelihood {
  private final Tensor logits;
  private final Operation[] gradient;
  private final Operation[] distortions;
  private final HostRow headRow;

  PlannedMultinomial(LikelihoodPlace place) {
    Kernels kernels = place.kernels();
    logits = place.head(0);
    LikelihoodPlace.Training training = place.training();
    boolean trained = training != null;
    boolean asked = trained && training.rowDistortions() != null;
    RowSoftmax softmax = trained ? new RowSoftmax(kernels, logits.rows()) : null;
    Tensor length = trained ? kernels.tensor(logits.rows(), 1) : null;
    gradient = trained ? gradient(kernels, training, softmax, length) : null;
    distortions = asked ? distortions(kernels, training, softmax, length) : null;
    headRow = new HostRow(logits);
  }

  private Operation[] gradient(
      Kernels kernels, LikelihoodPlace.Training training, RowSoftmax softmax, Tensor length) {
    Tensor out = training.headGradients().get(0);
    return Operations.all(
            softmax.softmax(logits, out),
            List.of(
                kernels.sumColumns(training.x(), length),
                kernels.multiplyColumn(out, length, out),
                kernels.subtract(out, training.x(), out),
                training.weigh(kernels, out)))
        .toArray(Operation[]::new);
  }

  /** n log Σ exp(logits) − Σ c logits, and the orders. */
  private Operation[] distortions(
      Kernels kernels, LikelihoodPlace.Training training, RowSoftmax softmax, Tensor length) {
    Tensor scratch = training.headGradients().get(0);
    Tensor column = kernels.tensor(logits.rows(), 1);
    Tensor out = training.rowDistortions();
    return Operations.all(
            softmax.logSumExp(logits, scratch, out),
            List.of(
                kernels.sumColumns(training.x(), length),
                kernels.multiply(out, length, out),
                kernels.multiply(logits, training.x(), scratch),
                kernels.sumColumns(scratch, column),
                kernels.subtract(out, column, out)),
            WordCounts.addLogOrders(kernels, training.x(), length, scratch, out))
        .toArray(Operation[]::new);
  }

  @Override
  public void gradient() {
    Operation.runAll(gradient);
  }

  @Override
  public void distortions() {
    Operation.runAll(distortions);
  }

  @Override
  public void distortion(float[] images, int count, double[] distortions) {
    for (int row = 0; row < count; row++) {
      double[] logProbabilities = logProbabilities(row);
      distortions[row] =
          Multinomial.distortion(images, row * logProbabilities.length, logProbabilities);
    }
  }

  /** {@inheritDoc} It is each word's share of a document: its count for every word of the whole. */
  @Override
  public void expectation(int count, float[] target, int at) {
    for (int row = 0; row < count; row++) {
      double[] probabilities = probabilities(row);
      for (int word = 0; word < probabilities.length; word++) {
        target[at + row * probabilities.length + word] = (float) probabilities[word];
      }
    }
  }

  @Override
  public void draw(int count, RandomStream stream, float[] target, int at) {
    for (int row = 0; row < count; row++) {
      WordCounts.draw(probabilities(row), stream, target, at + row * logits.columns());
    }
  }

  private double[] probabilities(int row) {
    return Softmax.of(headRow.read(row), 0, logits.columns());
  }

  private double[] logProbabilities(int row) {
    double[] host = headRow.read(row);
    double logSum = Softmax.logSumExp(host, 0, host.length);
    for (int word = 0; word < host.length; word++) {
      host[word] -= logSum;
    }
    return host;
  }
}

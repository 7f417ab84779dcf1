package org.rdvae.distribution;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * Categorical likelihood of 8-bit levels in bins, with the logits of a value's bins side by side:
 * shape [rows, values x bins]. The gradient by the logits is their softmax less 1 at the value's
 * bin. That bin is found by comparisons: x is above the lower edges of its own bin and those below,
 * and above the upper edges of those below alone. The formulas in double stand in {@link
 * Categorical}.
 */
final class PlannedCategorical implements PlannedLikelihood {
  private final Kernels kernels;
  private final int bins;
  private final int values;
  private final Tensor head;
  private final Tensor logits;
  private final LikelihoodPlace.Training training;
  private final Operation[] gradient;
  private final Operation[] distortions;
  private final HostRow headRow;

  PlannedCategorical(LikelihoodPlace place, int bins) {
    kernels = place.kernels();
    this.bins = bins;
    values = place.values();
    head = place.head(0);
    logits = byValues(head);
    training = place.training();
    boolean trained = training != null;
    boolean asked = trained && training.rowDistortions() != null;
    RowSoftmax softmax = trained ? new RowSoftmax(kernels, logits.rows()) : null;
    Tensor scratch = trained ? kernels.tensor(logits.rows(), bins) : null;
    gradient = trained ? gradient(softmax, scratch) : null;
    distortions = asked ? distortions(softmax, scratch) : null;
    headRow = new HostRow(head);
  }

  private Tensor byValues(Tensor tensor) {
    return kernels.view(tensor, 0, tensor.rows() * values, bins);
  }

  private Operation[] gradient(RowSoftmax softmax, Tensor scratch) {
    Tensor out = byValues(training.headGradients().get(0));
    List<Operation> operations = new ArrayList<>(softmax.softmax(logits, out));
    operations.addAll(isAboveEdges(0, scratch));
    operations.add(kernels.subtract(out, scratch, out));
    operations.addAll(isAboveEdges(1, scratch));
    operations.add(kernels.add(out, scratch, out));
    operations.add(training.weigh(kernels, training.headGradients().get(0)));
    return operations.toArray(Operation[]::new);
  }

  /** log Σ exp of the logits, less the logit of the bin, plus the log of its size. */
  private Operation[] distortions(RowSoftmax softmax, Tensor scratch) {
    Tensor isBin = byValues(training.headGradients().get(0));
    Tensor ofValues = kernels.tensor(logits.rows(), 1);
    Tensor column = kernels.tensor(logits.rows(), 1);
    List<Operation> operations = new ArrayList<>(isAboveEdges(0, isBin));
    operations.addAll(isAboveEdges(1, scratch));
    operations.add(kernels.subtract(isBin, scratch, isBin));
    operations.add(kernels.multiplyRow(isBin, Constants.row(kernels, logSizes()), scratch));
    operations.add(kernels.multiply(isBin, logits, isBin));
    operations.add(kernels.subtract(scratch, isBin, scratch));
    operations.add(kernels.sumColumns(scratch, column));
    operations.addAll(softmax.logSumExp(logits, scratch, ofValues));
    operations.add(kernels.add(ofValues, column, ofValues));
    operations.add(
        kernels.sumColumns(
            kernels.view(ofValues, 0, head.rows(), values), training.rowDistortions()));
    return operations.toArray(Operation[]::new);
  }

  private double[] logSizes() {
    double[] sizes = new double[bins];
    for (int bin = 0; bin < bins; bin++) {
      sizes[bin] = Math.log(Categorical.lowest(bin + 1, bins) - Categorical.lowest(bin, bins));
    }
    return sizes;
  }

  /**
   * out = 1 where x is above the lower edge of the bin, or with {@code next} above that of the bin
   * after it.
   */
  private List<Operation> isAboveEdges(int next, Tensor out) {
    Tensor x = kernels.view(training.x(), 0, logits.rows(), 1);
    double[] edges = new double[bins];
    for (int bin = 0; bin < bins; bin++) {
      edges[bin] = -(Categorical.lowest(bin + next, bins) - 0.5) / DiscretizedLogistic.HIGHEST;
    }
    return List.of(
        kernels.multiplyMatrices(x, false, Constants.filled(kernels, 1, bins, 1), false, out),
        kernels.addRow(out, Constants.row(kernels, edges), out),
        kernels.isAbove(out, kernels.scalar(0), out));
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
      double[] host = headRow.read(row);
      double sum = 0;
      for (int i = 0; i < values; i++) {
        int level = DiscretizedLogistic.level(images[row * values + i]);
        sum += Categorical.distortion(level, host, i * bins, bins);
      }
      distortions[row] = sum;
    }
  }

  @Override
  public void expectation(int count, float[] target, int at) {
    for (int row = 0; row < count; row++) {
      double[] host = headRow.read(row);
      for (int i = 0; i < values; i++) {
        target[at + row * values + i] = (float) Categorical.expectation(host, i * bins, bins);
      }
    }
  }

  @Override
  public void draw(int count, RandomStream stream, float[] target, int at) {
    for (int row = 0; row < count; row++) {
      double[] host = headRow.read(row);
      for (int i = 0; i < values; i++) {
        target[at + row * values + i] =
            Categorical.draw(host, i * bins, bins, stream) / (float) DiscretizedLogistic.HIGHEST;
      }
    }
  }
}

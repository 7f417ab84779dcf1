package org.rdvae.distribution;

import java.util.Arrays;
import java.util.List;
import org.rdvae.tensor.Tensor;

/**
 * A likelihood of independent values from formulas of a single one, computed value by value on the
 * host: the short way to a likelihood of one's own. A step copies heads and gradients and is slower
 * for it than one of {@link org.rdvae.tensor.Kernels}, but allocates nothing either.
 */
public final class PlannedFormula {
  private final ValueFormula formula;
  private final LikelihoodPlace.Training training;
  private final List<Tensor> heads;
  private final int rows;
  private final int values;
  private final double[] x;
  private final double[] weights;
  private final double[] distortions;
  private final double[][] allHeads;
  private final double[][] allGradients;
  private final double[] valueHeads;
  private final double[] valueGradient;

  private PlannedFormula(LikelihoodPlace place, ValueFormula formula) {
    this.formula = formula;
    training = place.training();
    heads = place.heads();
    rows = place.rows();
    values = place.values();
    x = new double[rows * values];
    weights = new double[rows];
    distortions = new double[rows];
    allHeads = new double[heads.size()][rows * values];
    allGradients = new double[heads.size()][rows * values];
    valueHeads = new double[heads.size()];
    valueGradient = new double[heads.size()];
  }

  /**
   * Plans a formula.
   *
   * @param place each of its heads with one number for every value, as {@code
   *     LikelihoodHead.ofPlaces(name, channels)} asks for
   */
  public static PlannedLikelihood plan(LikelihoodPlace place, ValueFormula formula) {
    for (Tensor head : place.heads()) {
      if (head.columns() != place.values()) {
        throw new IllegalArgumentException(
            "expected heads of one number for each of "
                + place.values()
                + " values, found one of "
                + head.columns());
      }
    }
    if (place.training() == null) {
      return new PlannedValues(place, formula, List.of(), List.of());
    }
    PlannedFormula planned = new PlannedFormula(place, formula);
    return new PlannedValues(
        place, formula, List.of(planned::gradient), List.of(planned::distortions));
  }

  private void gradient() {
    read();
    if (training.rowWeights() != null) {
      training.rowWeights().read(weights);
    } else {
      Arrays.fill(weights, 1.0 / rows);
    }
    for (int i = 0; i < x.length; i++) {
      formula.gradient(x[i], heads(i), valueGradient);
      for (int head = 0; head < valueGradient.length; head++) {
        allGradients[head][i] = weights[i / values] * valueGradient[head];
      }
    }
    for (int head = 0; head < allGradients.length; head++) {
      training.headGradients().get(head).write(allGradients[head]);
    }
  }

  private void distortions() {
    read();
    for (int row = 0; row < rows; row++) {
      double sum = 0;
      for (int i = row * values; i < (row + 1) * values; i++) {
        sum += formula.distortion(x[i], heads(i));
      }
      distortions[row] = sum;
    }
    training.rowDistortions().write(distortions);
  }

  private void read() {
    training.x().read(x);
    for (int head = 0; head < allHeads.length; head++) {
      heads.get(head).read(allHeads[head]);
    }
  }

  private double[] heads(int value) {
    for (int head = 0; head < allHeads.length; head++) {
      valueHeads[head] = allHeads[head][value];
    }
    return valueHeads;
  }
}

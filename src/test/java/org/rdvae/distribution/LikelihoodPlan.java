package org.rdvae.distribution;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Tensor;

/** A likelihood planned with all its tensors, filled with random numbers. */
final class LikelihoodPlan {
  final LikelihoodCase tested;
  final int rows;
  final int values;
  final List<Tensor> heads = new ArrayList<>();
  final List<Tensor> headGradients = new ArrayList<>();
  final List<Tensor> shared = new ArrayList<>();
  final List<Tensor> sharedGradients = new ArrayList<>();
  final Tensor weights;
  final Tensor rowDistortions;
  final double[] x;
  final PlannedLikelihood planned;

  /**
   * @param weighted whether the rows' weights differ
   * @param spread of the heads, standard deviations
   */
  LikelihoodPlan(
      Kernels kernels,
      LikelihoodCase tested,
      int rows,
      int places,
      boolean weighted,
      double spread,
      long seed) {
    this.tested = tested;
    this.rows = rows;
    values = places * tested.channels();
    Random random = new Random(seed);
    for (LikelihoodHead head : tested.likelihood().heads(tested.channels())) {
      heads.add(random(kernels, rows, head.columns(places), spread, random));
      // Gradients lie in the middle of a longer vector, as those of a network do.
      Tensor owner = kernels.tensor(1, rows * head.columns(places) + 8);
      headGradients.add(kernels.view(owner, 3, rows, head.columns(places)));
    }
    for (SharedParameter parameter : tested.likelihood().sharedParameters(values)) {
      shared.add(random(kernels, parameter.rows(), parameter.columns(), 0.5, random));
      sharedGradients.add(kernels.tensor(parameter.rows(), parameter.columns()));
    }
    x = tested.values(random, rows * values);
    Tensor observed = kernels.tensor(rows, values);
    // Not by way of float[]: in double precision the last bits of x count.
    for (int i = 0; i < x.length; i++) {
      observed.set(i, x[i]);
    }
    weights = kernels.tensor(rows, 1);
    for (int row = 0; row < rows; row++) {
      weights.set(row, weighted ? (float) random.nextDouble() : 1.0 / rows);
    }
    rowDistortions = kernels.tensor(rows, 1);
    planned =
        tested
            .likelihood()
            .plan(
                new LikelihoodPlace(
                    kernels,
                    values,
                    tested.channels(),
                    heads,
                    shared,
                    new LikelihoodPlace.Training(
                        headGradients,
                        sharedGradients,
                        observed,
                        weighted ? weights : null,
                        rowDistortions)));
  }

  /** Numbers that float32 holds, some of them 0 and very small. */
  private static Tensor random(
      Kernels kernels, int rows, int columns, double spread, Random random) {
    Tensor tensor = kernels.tensor(rows, columns);
    for (int i = 0; i < tensor.size(); i++) {
      double number = spread * random.nextGaussian();
      tensor.set(i, (float) (i % 11 == 3 ? 0 : i % 11 == 7 ? 1e-4 * number : number));
    }
    return tensor;
  }

  /** All heads and then all shared parameters, one behind the other. */
  double[] point() {
    return joined(heads, shared);
  }

  double[] gradient() {
    return joined(headGradients, sharedGradients);
  }

  private static double[] joined(List<Tensor> first, List<Tensor> second) {
    List<Double> all = new ArrayList<>();
    for (List<Tensor> tensors : List.of(first, second)) {
      for (Tensor tensor : tensors) {
        for (int i = 0; i < tensor.size(); i++) {
          all.add(tensor.get(i));
        }
      }
    }
    return all.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The weighted sum of the rows' distortions by the plain formulas. */
  double judged(double[] point) {
    double sum = 0;
    for (int row = 0; row < rows; row++) {
      sum += weights.get(row) * judged(point, row);
    }
    return sum;
  }

  double judged(double[] point, int row) {
    List<double[]> rowHeads = new ArrayList<>();
    List<double[]> all = new ArrayList<>();
    int from = 0;
    for (Tensor head : heads) {
      rowHeads.add(part(point, from + row * head.columns(), head.columns()));
      from += Math.toIntExact(head.size());
    }
    for (Tensor parameter : shared) {
      all.add(part(point, from, Math.toIntExact(parameter.size())));
      from += Math.toIntExact(parameter.size());
    }
    return tested.judge().distortion(rowHeads, all, part(x, row * values, values));
  }

  private static double[] part(double[] numbers, int from, int count) {
    double[] part = new double[count];
    System.arraycopy(numbers, from, part, 0, count);
    return part;
  }
}

package org.rdvae.training;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Scalar;
import org.rdvae.tensor.Tensor;

/**
 * {@link ParameterAverage} on a device, of parameters and running statistics in one vector.
 *
 * <pre>
 * a += rest (p - a),  rest = max(1 - decay, 9 / (10 + t)) after the t-th update
 * </pre>
 *
 * <p>which is 1 - min(decay, (1 + t) / (10 + t)). With an outlier rule t is known only there, so
 * rest is computed there, and 0 in a step that is left out.
 */
final class DeviceAverage {
  private final double decay;
  private final Tensor average;
  private final boolean counted;
  private final Tensor given;
  private final Operation[] operations;

  /**
   * @param outliers null without an outlier rule
   * @param values of which the mean is taken
   * @param start the mean so far
   */
  DeviceAverage(
      Kernels kernels, double decay, DeviceOutliers outliers, Tensor values, float[] start) {
    this.decay = decay;
    int size = start.length;
    average = kernels.tensor(1, size);
    average.write(start);
    counted = outliers != null;
    given = kernels.tensor(1, 1);
    List<Operation> all = new ArrayList<>();
    Scalar rest = kernels.scalar(given);
    if (counted) {
      Tensor computed = kernels.tensor(1, 1);
      Tensor nine = kernels.tensor(1, 1);
      nine.set(0, 9);
      all.add(kernels.subtract(given, outliers.skippedSince(), computed));
      all.add(kernels.divide(nine, computed, computed));
      all.add(kernels.atLeast(computed, kernels.scalar(1 - decay), computed));
      all.add(kernels.scale(computed, outliers.applied(), computed));
      rest = kernels.scalar(computed);
    }
    Tensor difference = kernels.tensor(1, size);
    all.add(kernels.subtract(values, average, difference));
    all.add(kernels.scale(difference, rest, difference));
    all.add(kernels.add(average, difference, average));
    operations = all.toArray(Operation[]::new);
  }

  /**
   * Takes in the values after an update.
   *
   * @param update as in {@link DeviceOptimizer#update}
   */
  void update(long update) {
    given.set(0, counted ? 10.0 + update : Math.max(1 - decay, 9 / (10.0 + update)));
    Operation.runAll(operations);
  }

  Tensor values() {
    return average;
  }
}

package org.rdvae.training;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Scalar;
import org.rdvae.tensor.Tensor;

/**
 * The numbers of an update, such as its rate, where its operations read them on the device.
 *
 * <pre>
 * used = given                              without an outlier rule
 * used = applied given + out idle           with one: exactly the one or the other
 * used += spoil                             not finite if the gradient is not
 * </pre>
 *
 * <p>With the idle numbers an update leaves everything as it is: so a step is left out although its
 * operations run, and Java never hears of it.
 */
final class StepNumbers {
  private final Kernels kernels;
  private final Tensor given;
  private final Tensor used;
  private final Operation[] settling;

  /**
   * @param outliers null without the rule
   * @param idle those with which nothing is changed
   */
  StepNumbers(Kernels kernels, Scalar spoil, DeviceOutliers outliers, double... idle) {
    this.kernels = kernels;
    given = kernels.tensor(1, idle.length);
    used = kernels.tensor(1, idle.length);
    List<Operation> operations = new ArrayList<>();
    if (outliers != null) {
      Tensor idleNumbers = kernels.tensor(1, idle.length);
      idleNumbers.write(idle);
      Tensor rest = kernels.tensor(1, idle.length);
      operations.add(kernels.scale(given, outliers.applied(), used));
      operations.add(kernels.scale(idleNumbers, outliers.out(), rest));
      operations.add(kernels.add(used, rest, used));
      operations.add(kernels.shift(used, spoil, used));
    } else {
      operations.add(kernels.shift(given, spoil, used));
    }
    settling = operations.toArray(Operation[]::new);
  }

  /** Those of the step that begins. */
  void set(double... numbers) {
    given.write(numbers);
    Operation.runAll(settling);
  }

  /** One of those that are used. */
  Scalar number(int index) {
    return kernels.scalar(row(index, 1));
  }

  /** Some of those that are used. */
  Tensor row(int first, int count) {
    return kernels.view(used, first, 1, count);
  }
}

package org.rdvae.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Scalar;
import org.rdvae.tensor.Tensor;
import org.rdvae.training.TrainingSettings.Optimizer;

/**
 * {@link Adam} on a device where steps may be left out. How many updates there were is known only
 * there, and so the bias correction is made there too: q is the weight that all gradients have in a
 * moment so far, 1 - b^t, computed as the moment itself.
 *
 * <pre>
 * m = b1 m + (1 - b1) g;  v = b2 v + (1 - b2) g²;  q = b q + (1 - b)
 * p = p - rate / q1 m / (sqrt(v) / sqrt(q2) + epsilon) - rate decay p
 * </pre>
 *
 * <p>The decays are numbers of the step here, 1 and 0 when it is left out, which the library's own
 * operation does not allow. A power in float32 would lose the digits of 1 - b^t in the first steps;
 * q differs from it by the rounding of b and 1 - b, as the moments do: for b = 0.999 by about 1e-5
 * of it.
 */
final class MaskedAdam implements DeviceOptimizer {
  private final Optimizer.Adam settings;
  private final StepNumbers numbers;
  private final Tensor firstMoment;
  private final Tensor secondMoment;
  private final Operation[] operations;
  private final Tensor weights;
  private boolean begun;

  MaskedAdam(
      Kernels kernels,
      Optimizer.Adam settings,
      DeviceGradient gradient,
      DeviceOutliers outliers,
      Tensor trained,
      Function<String, Tensor> memory) {
    this.settings = settings;
    firstMoment = memory.apply(Adam.FIRST_MOMENT);
    secondMoment = memory.apply(Adam.SECOND_MOMENT);
    numbers = new StepNumbers(kernels, gradient.spoil(), outliers, 1, 1, 0, 0, 0, 0);
    weights = kernels.tensor(1, 2);
    Tensor rate = kernels.tensor(1, 1);
    Tensor correction = kernels.tensor(1, 1);
    Tensor change = kernels.tensor(1, gradient.size());
    List<Operation> all = new ArrayList<>();
    all.add(kernels.multiply(weights, numbers.row(0, 2), weights));
    all.add(kernels.add(weights, numbers.row(2, 2), weights));
    all.add(kernels.divide(numbers.row(4, 1), kernels.view(weights, 0, 1, 1), rate));
    all.add(kernels.inverseRoot(kernels.view(weights, 1, 1, 1), correction));

    remember(kernels, all, gradient.scaled(), 0, firstMoment, change);
    all.add(kernels.square(gradient.scaled(), change));
    remember(kernels, all, change, 1, secondMoment, change);

    all.add(kernels.root(secondMoment, change));
    all.add(kernels.scale(change, kernels.scalar(correction), change));
    all.add(kernels.shift(change, kernels.scalar(settings.epsilon()), change));
    all.add(kernels.divide(firstMoment, change, change));
    all.add(kernels.scale(change, kernels.scalar(rate), change));
    if (settings.weightDecay() > 0) {
      Tensor decayed = kernels.tensor(1, gradient.size());
      all.add(kernels.scale(trained, numbers.number(5), decayed));
      all.add(kernels.add(change, decayed, change));
    }
    all.add(kernels.subtract(trained, change, trained));
    operations = all.toArray(Operation[]::new);
  }

  /** moment = decay moment + share value. */
  private void remember(
      Kernels kernels, List<Operation> all, Tensor value, int number, Tensor moment, Tensor part) {
    Scalar decay = numbers.number(number);
    Scalar share = numbers.number(2 + number);
    all.add(kernels.scale(value, share, part));
    all.add(kernels.scale(moment, decay, moment));
    all.add(kernels.add(moment, part, moment));
  }

  @Override
  public void update(long update, double rateFactor) {
    if (!begun) {
      double before = (double) (update - 1);
      weights.write(
          new double[] {
            1 - Math.pow(settings.beta1(), before), 1 - Math.pow(settings.beta2(), before)
          });
      begun = true;
    }
    double learningRate = rateFactor * settings.learningRate();
    numbers.set(
        settings.beta1(),
        settings.beta2(),
        1 - settings.beta1(),
        1 - settings.beta2(),
        learningRate,
        learningRate * settings.weightDecay());
    Operation.runAll(operations);
  }

  @Override
  public Map<String, Tensor> memory() {
    return Map.of(Adam.FIRST_MOMENT, firstMoment, Adam.SECOND_MOMENT, secondMoment);
  }
}

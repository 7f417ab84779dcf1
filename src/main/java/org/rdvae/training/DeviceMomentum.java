package org.rdvae.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;
import org.rdvae.training.TrainingSettings.Optimizer;

/**
 * {@link Momentum} on a device.
 *
 * <pre>
 * d = share (g + decay p);  v = momentum v + d
 * p = p - ofGradient d - ofVelocity v
 * </pre>
 *
 * <p>with ofGradient = 0 and ofVelocity = rate, or for Nesterov rate and rate momentum. The share
 * is 1, or 0 in a step that is left out, whose momentum is then 1 and whose rates are 0.
 */
final class DeviceMomentum implements DeviceOptimizer {
  private final Optimizer.Momentum settings;
  private final StepNumbers numbers;
  private final Tensor velocity;
  private final Operation[] operations;

  /**
   * @param outliers null without an outlier rule
   */
  DeviceMomentum(
      Kernels kernels,
      Optimizer.Momentum settings,
      DeviceGradient gradient,
      DeviceOutliers outliers,
      Tensor trained,
      Function<String, Tensor> memory) {
    this.settings = settings;
    velocity = memory.apply(Momentum.VELOCITY);
    numbers = new StepNumbers(kernels, gradient.spoil(), outliers, 1, 0, 0, 0);
    Tensor direction = gradient.scaled();
    Tensor part = kernels.tensor(1, gradient.size());
    List<Operation> all = new ArrayList<>();
    if (settings.weightDecay() > 0) {
      all.add(kernels.scale(trained, kernels.scalar(settings.weightDecay()), part));
      all.add(kernels.add(part, direction, part));
      direction = part;
    }
    all.add(kernels.scale(direction, numbers.number(1), part));
    all.add(kernels.scale(velocity, numbers.number(0), velocity));
    all.add(kernels.add(velocity, part, velocity));
    if (settings.nesterov()) {
      all.add(kernels.scale(part, numbers.number(2), part));
      all.add(kernels.subtract(trained, part, trained));
    }
    all.add(kernels.scale(velocity, numbers.number(3), part));
    all.add(kernels.subtract(trained, part, trained));
    operations = all.toArray(Operation[]::new);
  }

  @Override
  public void update(long update, double rateFactor) {
    double rate = rateFactor * settings.learningRate();
    numbers.set(
        settings.momentum(), 1, rate, settings.nesterov() ? rate * settings.momentum() : rate);
    Operation.runAll(operations);
  }

  @Override
  public Map<String, Tensor> memory() {
    return Map.of(Momentum.VELOCITY, velocity);
  }
}

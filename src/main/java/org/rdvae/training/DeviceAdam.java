package org.rdvae.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.rdvae.tensor.AdamRates;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;
import org.rdvae.training.TrainingSettings.Optimizer;

/**
 * {@link Adam} on a device, by the library's own operation, with the bias correction in two
 * numbers:
 *
 * <pre>
 * p = p - rate' m / (sqrt(v) + epsilon') - rate decay p
 * rate' = rate sqrt(1 - b2^t) / (1 - b1^t),  epsilon' = epsilon sqrt(1 - b2^t)
 * </pre>
 */
final class DeviceAdam implements DeviceOptimizer {
  private final Optimizer.Adam settings;
  private final AdamRates rates;
  private final StepNumbers numbers;
  private final Tensor firstMoment;
  private final Tensor secondMoment;
  private final Operation[] operations;

  DeviceAdam(
      Kernels kernels,
      Optimizer.Adam settings,
      DeviceGradient gradient,
      Tensor trained,
      Function<String, Tensor> memory) {
    this.settings = settings;
    firstMoment = memory.apply(Adam.FIRST_MOMENT);
    secondMoment = memory.apply(Adam.SECOND_MOMENT);
    rates = new AdamRates(settings.beta1(), settings.beta2());
    numbers = new StepNumbers(kernels, gradient.spoil(), null, 0, 0);
    Tensor change = kernels.tensor(1, gradient.size());
    List<Operation> all = new ArrayList<>();
    all.add(kernels.adam(gradient.scaled(), firstMoment, secondMoment, rates, change));
    all.add(kernels.scale(change, numbers.number(0), change));
    if (settings.weightDecay() > 0) {
      // Not a factor on the parameters, which in float32 would be 1 for a small decay.
      Tensor decayed = kernels.tensor(1, gradient.size());
      all.add(kernels.scale(trained, numbers.number(1), decayed));
      all.add(kernels.add(change, decayed, change));
    }
    all.add(kernels.subtract(trained, change, trained));
    operations = all.toArray(Operation[]::new);
  }

  @Override
  public void update(long update, double rateFactor) {
    double learningRate = rateFactor * settings.learningRate();
    double correction = Math.sqrt(1 - Math.pow(settings.beta2(), (double) update));
    rates.set(settings.epsilon() * correction);
    numbers.set(
        learningRate * correction / (1 - Math.pow(settings.beta1(), (double) update)),
        learningRate * settings.weightDecay());
    Operation.runAll(operations);
  }

  @Override
  public Map<String, Tensor> memory() {
    return Map.of(Adam.FIRST_MOMENT, firstMoment, Adam.SECOND_MOMENT, secondMoment);
  }
}

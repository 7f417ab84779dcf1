package org.rdvae.training;

import java.util.Map;
import java.util.SortedMap;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Scalar;
import org.rdvae.tensor.Tensor;

/**
 * {@link OutlierRule} on a device, where nobody waits for its answer: whether a step is left out is
 * a number there, 0 or 1, that the update is multiplied by ({@link StepNumbers}).
 *
 * <pre>
 * bound   = factor mean
 * out     = [norm > bound] [mean > 0] [100 steps are over]      0 or 1
 * mean   += (out bound + (1 - out) norm - mean) / min(steps, 100)
 * skipped += out
 * </pre>
 *
 * <p>Mean and norm are float32 here and double there. A step is therefore judged differently only
 * if its norm is within about a millionth of the bound.
 */
final class DeviceOutliers {
  private final Kernels kernels;
  private final double before;
  private final Tensor mean;
  private final Tensor skipped;
  private final Tensor out;
  private final Tensor applied;
  private final Scalar armed;
  private final Scalar weight;
  private final Operation[] judging;

  /**
   * @param norm of the step's gradient
   * @param scalars what an earlier process remembered, empty at the beginning
   */
  DeviceOutliers(Kernels kernels, double factor, Tensor norm, SortedMap<String, Double> scalars) {
    this.kernels = kernels;
    before = scalars.getOrDefault(OutlierRule.SKIPPED, 0.0);
    mean = kernels.tensor(1, 1);
    mean.set(0, scalars.getOrDefault(OutlierRule.MEAN, 0.0));
    skipped = kernels.tensor(1, 1);
    out = kernels.tensor(1, 1);
    applied = kernels.tensor(1, 1);
    armed = kernels.scalar(0);
    weight = kernels.scalar(1);
    Tensor bound = kernels.tensor(1, 1);
    Tensor taken = kernels.tensor(1, 1);
    judging =
        new Operation[] {
          kernels.scale(mean, kernels.scalar(factor), bound),
          kernels.isAbove(norm, kernels.scalar(bound), out),
          kernels.isAbove(mean, kernels.scalar(0), taken),
          kernels.multiply(out, taken, out),
          kernels.scale(out, armed, out),
          kernels.scale(out, kernels.scalar(-1), applied),
          kernels.shift(applied, kernels.scalar(1), applied),
          // Of the two, one is 0: the sum is exactly the other.
          kernels.multiply(bound, out, bound),
          kernels.multiply(norm, applied, taken),
          kernels.add(taken, bound, taken),
          kernels.subtract(taken, mean, taken),
          kernels.scale(taken, weight, taken),
          kernels.add(mean, taken, mean),
          kernels.add(skipped, out, skipped),
        };
  }

  /**
   * Judges a step.
   *
   * @param step as {@link OutlierRule#remembered} counts them
   */
  void judge(long step) {
    armed.set(step >= OutlierRule.MEMORY ? 1 : 0);
    weight.set(1.0 / Math.min(step + 1, OutlierRule.MEMORY));
    Operation.runAll(judging);
  }

  /** 1 if the step is left out, 0 if not. */
  Scalar out() {
    return kernels.scalar(out);
  }

  /** 0 if the step is left out, 1 if not. */
  Scalar applied() {
    return kernels.scalar(applied);
  }

  /** Steps left out since, on the device. */
  Tensor skippedSince() {
    return skipped;
  }

  /** Steps left out so far, read from the device. */
  long skipped() {
    return (long) (before + skipped.get(0));
  }

  /** What must be kept for training to go on, read from the device. */
  Map<String, Double> memory() {
    return Map.of(OutlierRule.MEAN, mean.get(0), OutlierRule.SKIPPED, (double) skipped());
  }
}

package org.rdvae.training;

import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.Tensor;
import org.rdvae.tensor.TestDevice;
import org.rdvae.training.TrainingSettings.Averaging;
import org.rdvae.training.TrainingSettings.Optimizer;
import org.rdvae.training.TrainingSettings.Schedule;

/**
 * Parameters in native memory, and the settings that tests of their updates share. Plain descent
 * with rate 1 makes most results exact: p = p - g.
 */
final class ParameterMemory implements AutoCloseable {
  static final Optimizer DESCENT = new Optimizer.Momentum(1, 0, false, 0);
  static final Optimizer ADAM = new Optimizer.Adam(1e-2, 0.9, 0.999, 1e-8, 0);

  final Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32);

  /** Those of the parameters made last. */
  Tensor gradients;

  /** Those of the parameters made last. */
  Tensor values;

  TrainedParameters parameters(
      Optimizer optimizer, double clipNorm, double skipNormFactor, double decay, Snapshot start) {
    int size = start.parameters().length;
    gradients = kernels.tensor(1, size);
    values = kernels.tensor(1, size);
    return new TrainedParameters(
        settings(optimizer, clipNorm, skipNormFactor, decay),
        size == 1 ? new int[] {1} : new int[] {1, size},
        gradients,
        values,
        start,
        1);
  }

  static TrainingSettings settings(
      Optimizer optimizer, double clipNorm, double skipNormFactor, double decay) {
    return new TrainingSettings(
        1,
        1,
        optimizer,
        new Schedule.Constant(),
        clipNorm,
        skipNormFactor,
        new Averaging(decay),
        0,
        1,
        1,
        TrainingSettings.Prefetch.OFF);
  }

  static Snapshot start(float... parameters) {
    return new Snapshot(Position.START, parameters, TrainingState.EMPTY);
  }

  static Position at(long step) {
    return new Position(step, 0, (int) step, Double.NaN, 0, 0, false);
  }

  float[] read() {
    float[] all = new float[(int) values.size()];
    values.read(all);
    return all;
  }

  @Override
  public void close() {
    kernels.close();
  }
}

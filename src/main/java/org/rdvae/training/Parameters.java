package org.rdvae.training;

import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Tensor;

/** The parameters in training, and what a step does to them. */
sealed interface Parameters extends AutoCloseable permits TrainedParameters, DeviceParameters {
  /**
   * Those of a training that is about to begin or to go on.
   *
   * @param tensorEnds where each trained tensor ends in the flat vector
   * @param gradients at least as long as the trained values
   * @param values all values of the model; the start's are written to it
   * @param threads at most for an update in Java
   */
  static Parameters of(
      Kernels kernels,
      TrainingSettings settings,
      int[] tensorEnds,
      Tensor gradients,
      Tensor values,
      Snapshot start,
      int threads) {
    TrainedParameters inJava =
        new TrainedParameters(settings, tensorEnds, gradients, values, start, threads);
    if (kernels.areInJavasMemory() || !DeviceParameters.serve(settings)) {
      return inJava;
    }
    try (inJava) {
      int size = tensorEnds[tensorEnds.length - 1];
      return new DeviceParameters(kernels, settings, size, gradients, values, inJava.state());
    }
  }

  /**
   * One step, given its gradient in native memory.
   *
   * @param step steps before this one
   * @param rateFactor the schedule's factor on the learning rate
   * @return L2 norm of the gradient before clipping, of the latest step in which it was measured
   */
  double update(long step, double rateFactor);

  /** A copy of the model as it is to be used: of averages, if there are any. */
  float[] model();

  /** A copy of all that training needs beside the model to go on. */
  TrainingState state();

  /** Steps left out because of an outlying gradient. */
  long skippedSteps();

  @Override
  void close();
}

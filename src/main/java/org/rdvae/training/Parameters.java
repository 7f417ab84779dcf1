package org.rdvae.training;

import java.util.SortedSet;
import java.util.TreeSet;
import org.rdvae.base.Failure;
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
    return kernels.areInJavasMemory()
        ? new TrainedParameters(settings, tensorEnds, gradients, values, start, threads)
        : new DeviceParameters(kernels, settings, tensorEnds, gradients, values, start);
  }

  /**
   * Refuses a state that parameters cannot go on from.
   *
   * @param needed names of what they remember
   */
  static void requireUsable(Snapshot start, SortedSet<String> needed) {
    TrainingState state = start.state();
    SortedSet<String> found = new TreeSet<>(state.vectors().keySet());
    found.addAll(state.scalars().keySet());
    if (start.position().step() > 0 && !found.equals(needed)) {
      throw new Failure(
          Failure.Kind.BAD_DATA,
          "The training state to go on from does not fit the training settings: expected "
              + String.join(", ", needed)
              + "; found "
              + (found.isEmpty() ? "nothing" : String.join(", ", found)));
    }
    requireFinite(state);
  }

  /** What only an update would have shown, and then as numbers that are no longer any. */
  static void requireFinite(TrainingState state) {
    state
        .vectors()
        .forEach(
            (name, vector) -> {
              for (float value : vector) {
                if (!Float.isFinite(value)) {
                  throw new Failure(
                      Failure.Kind.BAD_DATA,
                      "The training state to go on from cannot be used: expected finite numbers in "
                          + name
                          + ", found "
                          + value);
                }
              }
            });
  }

  /**
   * One step, given its gradient in native memory.
   *
   * @param step steps before this one
   * @param rateFactor the schedule's factor on the learning rate
   * @return L2 norm of the gradient before clipping, of the latest step in which it was measured
   */
  double update(long step, double rateFactor);

  /**
   * The largest gradient that a step may have. The square of each of its elements is then finite in
   * float32, so that no optimiser can come to remember an infinity.
   */
  double MOST_NORM = 1e18;

  /** Whether a gradient of this norm may be used. */
  static boolean isSound(double norm) {
    return norm < MOST_NORM;
  }

  /**
   * Writes the parameters over whatever is in the device's memory, after a step that was left out.
   */
  void restore();

  /**
   * Goes on from a state of this training, the number of updates included; steps that were left out
   * since stay counted as skipped.
   *
   * @param steps since that state
   */
  void goBack(Snapshot to, long steps);

  /** A copy of the model as it is to be used: of averages, if there are any. */
  float[] model();

  /** A copy of all that training needs beside the model to go on. */
  TrainingState state();

  /** Steps left out because of an outlying gradient. */
  long skippedSteps();

  @Override
  void close();
}

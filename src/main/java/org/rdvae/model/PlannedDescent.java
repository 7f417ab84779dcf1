package org.rdvae.model;

import java.util.List;
import org.rdvae.network.DropoutMasks;
import org.rdvae.network.ParameterTensors;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * The generating half of a {@link LevelLink} on fixed tensors: from the state of the level above to
 * the prior m, ln σ, and from this level's variables u to its state.
 *
 * <pre>
 * descend         d, m, ln σ of s above
 * place           z = m + σ u;  s = d and z
 * placeBackward   dm = dz;  du = dz σ;  d ln σ = dz σ u
 * backward        d's gradient: by the heads, by s and by {@link #joinGradient}; then the decoder's
 * </pre>
 */
final class PlannedDescent {
  private static final Operation[] NOTHING = {};

  private final PlannedHeadedNetwork down;
  private final BoundedHead logStddev;
  private final Tensor variables;
  private final Tensor variablesGradient;
  private final Tensor joinGradient;
  private final Tensor state;
  private final Tensor stateGradient;
  private final Operation[] place;
  private final Operation[] placeBackward;
  private final Operation[] sum;

  /**
   * @param stateAbove shape [rows, values]
   * @param stateAboveGradient where the gradient by it goes; {@code null} without a backward pass
   * @param masks for training; {@code null} without a backward pass
   */
  PlannedDescent(
      Kernels kernels,
      LevelLink link,
      ParameterTensors parameters,
      Tensor stateAbove,
      Tensor stateAboveGradient,
      DropoutMasks masks) {
    down =
        new PlannedHeadedNetwork(
            kernels, link.down(), parameters, stateAbove, stateAboveGradient, masks);
    boolean training = masks != null;
    logStddev =
        new BoundedHead(
            kernels, down.heads().get(1), training ? down.headGradients().get(1) : null);
    int rows = stateAbove.rows();
    int size = link.z().size();
    int places = Math.multiplyExact(rows, link.z().places());
    Tensor known = down.features();
    Tensor mean = down.heads().get(0);
    Tensor stddev = kernels.tensor(rows, size);
    Tensor deviation = kernels.tensor(rows, size);
    Tensor z = kernels.tensor(rows, size);
    variables = kernels.tensor(rows, size);
    state = kernels.tensor(rows, link.state().size());
    place =
        new Operation[] {
          kernels.exp(logStddev.value(), stddev),
          kernels.multiply(stddev, variables, deviation),
          kernels.add(mean, deviation, z),
          kernels.joinColumns(
              List.of(inPlaces(kernels, known, places), inPlaces(kernels, z, places)),
              inPlaces(kernels, state, places)),
        };
    variablesGradient = training ? kernels.tensor(rows, size) : null;
    joinGradient = training ? kernels.tensor(rows, known.columns()) : null;
    stateGradient = training ? kernels.tensor(rows, state.columns()) : null;
    if (training) {
      Tensor part = kernels.tensor(rows, known.columns());
      Tensor zGradient = down.headGradients().get(0);
      Tensor knownGradient = down.featuresGradient();
      placeBackward =
          new Operation[] {
            kernels.splitColumns(
                inPlaces(kernels, stateGradient, places),
                List.of(inPlaces(kernels, part, places), inPlaces(kernels, zGradient, places))),
            kernels.multiply(zGradient, stddev, variablesGradient),
            kernels.multiply(zGradient, deviation, logStddev.gradient()),
          };
      sum =
          new Operation[] {
            kernels.add(knownGradient, part, knownGradient),
            kernels.add(knownGradient, joinGradient, knownGradient),
          };
    } else {
      placeBackward = NOTHING;
      sum = NOTHING;
    }
  }

  /** The same memory with one row for each place. */
  static Tensor inPlaces(Kernels kernels, Tensor maps, int places) {
    return kernels.view(maps, 0, places, Math.toIntExact(maps.size() / places));
  }

  void descend() {
    down.forward();
    logStddev.forward();
  }

  void place() {
    Operation.runAll(place);
  }

  void placeBackward() {
    Operation.runAll(placeBackward);
    logStddev.backward();
  }

  void backward() {
    down.headsBackward();
    Operation.runAll(sum);
    down.networkBackward();
  }

  /** d, shape [rows, values]. */
  Tensor known() {
    return down.features();
  }

  /** u, shape [rows, latents], to be written before {@link #place}. */
  Tensor variables() {
    return variables;
  }

  /** The gradient by u, after {@link #placeBackward}. */
  Tensor variablesGradient() {
    return variablesGradient;
  }

  /** Where the posterior leaves its gradient by d, before {@link #backward}. */
  Tensor joinGradient() {
    return joinGradient;
  }

  /** s, shape [rows, values]. */
  Tensor state() {
    return state;
  }

  /** Where the gradient by s must be before {@link #placeBackward}. */
  Tensor stateGradient() {
    return stateGradient;
  }
}

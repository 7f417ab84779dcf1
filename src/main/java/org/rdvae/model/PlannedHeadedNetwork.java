package org.rdvae.model;

import java.util.List;
import java.util.stream.Stream;
import org.rdvae.distribution.PosteriorHead;
import org.rdvae.network.DropoutMasks;
import org.rdvae.network.ParameterTensors;
import org.rdvae.network.PlannedNetwork;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * A {@link HeadedNetwork} on fixed tensors. Its way back has two steps, so that others who read the
 * features can add their gradients in between.
 */
final class PlannedHeadedNetwork {
  private final PlannedNetwork network;
  private final List<Tensor> heads;
  private final List<Tensor> headGradients;
  private final Operation[] headsForward;
  private final Operation[] headsBackward;

  /**
   * @param input shape [rows, inputs]
   * @param inputGradient where the gradient by the input goes; {@code null} if nobody needs it
   * @param masks for training; {@code null} plans no way back
   */
  PlannedHeadedNetwork(
      Kernels kernels,
      HeadedNetwork spec,
      ParameterTensors parameters,
      Tensor input,
      Tensor inputGradient,
      DropoutMasks masks) {
    network = new PlannedNetwork(kernels, spec.network(), parameters, input, inputGradient, masks);
    PlannedHeads planned =
        new PlannedHeads(
            kernels, spec.name(), network, spec.headInput(), parameters, masks, input.rows());
    for (PosteriorHead head : spec.heads()) {
      planned.add(head.name(), spec.layer(head), head.units());
    }
    heads = planned.heads();
    headGradients = planned.gradients();
    headsForward = planned.forward();
    headsBackward = planned.backward();
  }

  void forward() {
    network.forward();
    Operation.runAll(headsForward);
  }

  /** From {@link #headGradients} to {@link #featuresGradient}, which it writes. */
  void headsBackward() {
    Operation.runAll(headsBackward);
  }

  /** From {@link #featuresGradient} on; uses up the features. */
  void networkBackward() {
    network.backward();
  }

  /** What {@link #forward} does, layer by layer. */
  List<Operation> forwardOperations() {
    return Stream.concat(network.forwardOperations().stream(), Stream.of(headsForward)).toList();
  }

  /** What the two steps back do, layer by layer. */
  List<Operation> backwardOperations() {
    return Stream.concat(Stream.of(headsBackward), network.backwardOperations().stream()).toList();
  }

  /** Shape [rows, features]. */
  Tensor features() {
    return network.output();
  }

  /** {@code null} if nobody needs it. */
  Tensor featuresGradient() {
    return network.outputGradient();
  }

  /** Each of shape [rows, units]. */
  List<Tensor> heads() {
    return heads;
  }

  /** Where the gradients by the heads must be before {@link #headsBackward}. */
  List<Tensor> headGradients() {
    return headGradients;
  }
}

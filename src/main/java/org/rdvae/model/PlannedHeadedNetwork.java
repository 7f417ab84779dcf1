package org.rdvae.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.rdvae.distribution.PosteriorHead;
import org.rdvae.network.DropoutMasks;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.LayerPass;
import org.rdvae.network.LayerPlace;
import org.rdvae.network.ParameterTensors;
import org.rdvae.network.PlannedLayer;
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
  private final List<Tensor> heads = new ArrayList<>();
  private final List<Tensor> headGradients = new ArrayList<>();
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
    FeatureShape shape = spec.headInput();
    Tensor features = inRows(kernels, network.output(), shape);
    Tensor featuresGradient = inRows(kernels, network.outputGradient(), shape);
    List<Operation> forward = new ArrayList<>();
    List<Operation> backward = new ArrayList<>();
    List<Operation> sums = new ArrayList<>();
    for (PosteriorHead head : spec.heads()) {
      boolean first = heads.isEmpty();
      Tensor part =
          first || featuresGradient == null
              ? featuresGradient
              : kernels.tensor(features.rows(), features.columns());
      PlannedLayer layer =
          spec.layer(head)
              .plan(
                  new LayerPlace(
                      kernels,
                      spec.name() + head.name(),
                      shape,
                      parameters,
                      features,
                      part,
                      masks));
      String name = spec.name() + head.name();
      forward.add(new LayerPass(name, Architecture.HEAD, layer.forward()));
      backward.add(new LayerPass(name, Architecture.HEAD, layer.backward()));
      if (!first && part != null) {
        sums.add(kernels.add(featuresGradient, part, featuresGradient));
      }
      heads.add(kernels.view(layer.output(), 0, input.rows(), head.units()));
      if (masks != null) {
        headGradients.add(kernels.view(layer.outputGradient(), 0, input.rows(), head.units()));
      }
    }
    if (!sums.isEmpty()) {
      backward.add(new LayerPass(spec.name() + "features", Architecture.HEAD, sums));
    }
    headsForward = forward.toArray(Operation[]::new);
    headsBackward = backward.toArray(Operation[]::new);
  }

  private static Tensor inRows(Kernels kernels, Tensor features, FeatureShape shape) {
    return features == null
        ? null
        : kernels.view(features, 0, Math.toIntExact(features.size() / shape.size()), shape.size());
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

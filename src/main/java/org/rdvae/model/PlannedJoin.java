package org.rdvae.model;

import java.util.List;
import org.rdvae.network.DropoutMasks;
import org.rdvae.network.ParameterTensors;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * The inferring half of a {@link LevelLink} on fixed tensors: from the encoder's features h and
 * what the decoder knows, d, to the heads of the posterior.
 */
final class PlannedJoin {
  private static final Operation NOTHING = () -> {};

  private final Operation join;
  private final Operation split;
  private final PlannedHeadedNetwork network;
  private final BoundedHead logStddev;

  /**
   * @param features h, shape [rows, values]
   * @param featuresGradient where the gradient by h goes; {@code null} without a backward pass
   * @param descent whose d is read
   * @param masks for training; {@code null} without a backward pass
   */
  PlannedJoin(
      Kernels kernels,
      LevelLink link,
      ParameterTensors parameters,
      Tensor features,
      Tensor featuresGradient,
      PlannedDescent descent,
      DropoutMasks masks) {
    int rows = features.rows();
    int places = Math.multiplyExact(rows, link.z().places());
    int columns = link.joined().network().input().size();
    Tensor input = kernels.tensor(rows, columns);
    Tensor inputGradient = masks == null ? null : kernels.tensor(rows, columns);
    join =
        kernels.joinColumns(
            List.of(
                PlannedDescent.inPlaces(kernels, features, places),
                PlannedDescent.inPlaces(kernels, descent.known(), places)),
            PlannedDescent.inPlaces(kernels, input, places));
    split =
        masks == null
            ? NOTHING
            : kernels.splitColumns(
                PlannedDescent.inPlaces(kernels, inputGradient, places),
                List.of(
                    PlannedDescent.inPlaces(kernels, featuresGradient, places),
                    PlannedDescent.inPlaces(kernels, descent.joinGradient(), places)));
    network =
        new PlannedHeadedNetwork(kernels, link.joined(), parameters, input, inputGradient, masks);
    logStddev =
        new BoundedHead(
            kernels, network.heads().get(1), masks == null ? null : network.headGradients().get(1));
  }

  void forward() {
    join.run();
    network.forward();
    logStddev.forward();
  }

  /** From the gradients by the heads to those by h and d. */
  void backward() {
    logStddev.backward();
    network.headsBackward();
    network.networkBackward();
    split.run();
  }

  /** Mean μ and log standard deviation ln ς of u, shape [rows, latents] each. */
  List<Tensor> heads() {
    return List.of(network.heads().get(0), logStddev.value());
  }

  /** Where the gradients by the heads must be before {@link #backward}. */
  List<Tensor> headGradients() {
    return List.of(network.headGradients().get(0), logStddev.gradient());
  }
}

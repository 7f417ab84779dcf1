package org.rdvae.model;

import java.util.List;
import java.util.stream.Stream;
import org.rdvae.distribution.LikelihoodHead;
import org.rdvae.distribution.LikelihoodPlace;
import org.rdvae.distribution.PlannedLikelihood;
import org.rdvae.distribution.SharedParameter;
import org.rdvae.network.DropoutMasks;
import org.rdvae.network.ParameterTensors;
import org.rdvae.network.PlannedNetwork;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * From latent variables to the heads of the likelihood, such as the logits of all pixels, and the
 * way back of the gradients.
 */
public final class PlannedDecoder {
  private final PlannedNetwork network;
  private final List<Tensor> heads;
  private final List<Tensor> headGradients;
  private final Operation[] headsForward;
  private final Operation[] headsBackward;

  /**
   * @param z shape [batch, latents]
   * @param zGradient where the gradient by z goes; {@code null} without a backward pass
   * @param masks for training; {@code null} plans a decoder for inference
   */
  public PlannedDecoder(
      Kernels kernels,
      Architecture architecture,
      ParameterTensors parameters,
      Tensor z,
      Tensor zGradient,
      DropoutMasks masks) {
    network = new PlannedNetwork(kernels, architecture.decoder(), parameters, z, zGradient, masks);
    PlannedHeads planned =
        new PlannedHeads(
            kernels,
            Architecture.LIKELIHOOD,
            network,
            architecture.likelihoodInput(),
            parameters,
            masks,
            z.rows());
    for (LikelihoodHead head : architecture.likelihoodHeads()) {
      if (head.isDirect()) {
        planned.addFeatures(architecture.columns(head));
      } else {
        planned.add(head.name(), architecture.likelihoodHead(head), architecture.columns(head));
      }
    }
    heads = planned.heads();
    headGradients = planned.gradients();
    headsForward = planned.forward();
    headsBackward = planned.backward();
  }

  public void forward() {
    network.forward();
    Operation.runAll(headsForward);
  }

  public void backward() {
    Operation.runAll(headsBackward);
    network.backward();
  }

  /** What {@link #forward} does, layer by layer. */
  List<Operation> forwardOperations() {
    return Stream.concat(network.forwardOperations().stream(), Stream.of(headsForward)).toList();
  }

  /** What {@link #backward} does, layer by layer. */
  List<Operation> backwardOperations() {
    return Stream.concat(Stream.of(headsBackward), network.backwardOperations().stream()).toList();
  }

  /** One of the likelihood's heads, shape [batch, numbers of the head]. */
  Tensor head(int index) {
    return heads.get(index);
  }

  /**
   * The distribution of images that the decoder's heads describe.
   *
   * @param images what was observed, shape [rows, pixels]; {@code null} without a backward pass
   * @param rowWeights as in {@link LikelihoodPlace.Training}; may be {@code null}
   * @param rowDistortions as in {@link LikelihoodPlace.Training}; may be {@code null}
   */
  public PlannedLikelihood likelihood(
      Kernels kernels,
      Architecture architecture,
      ParameterTensors parameters,
      Tensor images,
      Tensor rowWeights,
      Tensor rowDistortions) {
    List<String> shared =
        architecture.likelihood().sharedParameters(architecture.pixels()).stream()
            .map(SharedParameter::name)
            .map(name -> Architecture.LIKELIHOOD + name)
            .toList();
    LikelihoodPlace.Training training =
        images == null
            ? null
            : new LikelihoodPlace.Training(
                headGradients,
                shared.stream().map(parameters::gradient).toList(),
                images,
                rowWeights,
                rowDistortions);
    return architecture
        .likelihood()
        .plan(
            new LikelihoodPlace(
                kernels,
                architecture.pixels(),
                architecture.image().channels(),
                heads,
                shared.stream().map(parameters::value).toList(),
                training));
  }
}

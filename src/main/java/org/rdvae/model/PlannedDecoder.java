package org.rdvae.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.rdvae.distribution.LikelihoodHead;
import org.rdvae.distribution.LikelihoodPlace;
import org.rdvae.distribution.PlannedLikelihood;
import org.rdvae.distribution.SharedParameter;
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
 * From latent variables to the heads of the likelihood, such as the logits of all pixels, and the
 * way back of the gradients.
 */
public final class PlannedDecoder {
  private final PlannedNetwork network;
  private final List<Tensor> heads = new ArrayList<>();
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
    int batch = z.rows();
    FeatureShape input = architecture.likelihoodInput();
    Tensor features = byInputs(kernels, network.output(), input);
    Tensor featuresGradient = byInputs(kernels, network.outputGradient(), input);
    List<Operation> forward = new ArrayList<>();
    List<Operation> backward = new ArrayList<>();
    headGradients = masks == null ? null : new ArrayList<>();
    for (LikelihoodHead asked : architecture.likelihoodHeads()) {
      boolean first = heads.isEmpty();
      Tensor part =
          first || featuresGradient == null
              ? featuresGradient
              : kernels.tensor(features.rows(), features.columns());
      int columns = architecture.columns(asked);
      if (asked.isDirect()) {
        heads.add(kernels.view(features, 0, batch, columns));
        if (headGradients != null) {
          // Without anybody who wants the gradient, it still needs a place.
          headGradients.add(
              part == null
                  ? kernels.tensor(batch, columns)
                  : kernels.view(part, 0, batch, columns));
        }
        List<Operation> sum = new ArrayList<>();
        addPart(kernels, first, part, featuresGradient, sum);
        backward.add(new LayerPass(Architecture.LIKELIHOOD + asked.name(), Architecture.HEAD, sum));
        continue;
      }
      PlannedLayer head =
          architecture
              .likelihoodHead(asked)
              .plan(
                  new LayerPlace(
                      kernels,
                      Architecture.LIKELIHOOD + asked.name(),
                      input,
                      parameters,
                      features,
                      part,
                      masks));
      String name = Architecture.LIKELIHOOD + asked.name();
      forward.add(new LayerPass(name, Architecture.HEAD, head.forward()));
      List<Operation> headBackward = new ArrayList<>(head.backward());
      addPart(kernels, first, part, featuresGradient, headBackward);
      backward.add(new LayerPass(name, Architecture.HEAD, headBackward));
      heads.add(kernels.view(head.output(), 0, batch, columns));
      if (headGradients != null) {
        headGradients.add(kernels.view(head.outputGradient(), 0, batch, columns));
      }
    }
    headsForward = forward.toArray(Operation[]::new);
    headsBackward = backward.toArray(Operation[]::new);
  }

  /** The first head's part is the whole so far. */
  private static void addPart(
      Kernels kernels, boolean first, Tensor part, Tensor whole, List<Operation> backward) {
    if (!first && part != null) {
      backward.add(kernels.add(whole, part, whole));
    }
  }

  private static Tensor byInputs(Kernels kernels, Tensor features, FeatureShape input) {
    return features == null
        ? null
        : kernels.view(features, 0, Math.toIntExact(features.size() / input.size()), input.size());
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

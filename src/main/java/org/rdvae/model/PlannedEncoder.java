package org.rdvae.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.rdvae.network.DropoutMasks;
import org.rdvae.network.LayerPass;
import org.rdvae.network.LayerPlace;
import org.rdvae.network.ParameterTensors;
import org.rdvae.network.PlannedLayer;
import org.rdvae.network.PlannedNetwork;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * From images to the mean and log standard deviation of the posterior, and the way back of the
 * gradients.
 */
public final class PlannedEncoder {
  private final PlannedNetwork network;
  private final PlannedLayer mean;
  private final PlannedLayer logStddev;
  private final Operation[] headsForward;
  private final Operation[] headsBackward;

  /**
   * @param images shape [batch, pixels]
   * @param masks for training; {@code null} plans an encoder for inference
   */
  public PlannedEncoder(
      Kernels kernels,
      Architecture architecture,
      ParameterTensors parameters,
      Tensor images,
      DropoutMasks masks) {
    network = new PlannedNetwork(kernels, architecture.encoder(), parameters, images, null, masks);
    Tensor features = network.output();
    Tensor featuresGradient = network.outputGradient();
    Tensor secondPart =
        featuresGradient == null ? null : kernels.tensor(features.rows(), features.columns());
    LayerPlace place =
        new LayerPlace(
            kernels,
            Architecture.MEAN,
            architecture.encoder().output(),
            parameters,
            features,
            featuresGradient,
            masks);
    mean = architecture.latentHead().plan(place);
    logStddev = architecture.latentHead().plan(place.another(Architecture.LOG_STDDEV, secondPart));
    headsForward =
        new Operation[] {
          new LayerPass(Architecture.MEAN, Architecture.HEAD, mean.forward()),
          new LayerPass(Architecture.LOG_STDDEV, Architecture.HEAD, logStddev.forward()),
        };
    List<Operation> backward = new ArrayList<>(logStddev.backward());
    if (secondPart != null) {
      backward.add(kernels.add(featuresGradient, secondPart, featuresGradient));
    }
    headsBackward =
        new Operation[] {
          new LayerPass(Architecture.MEAN, Architecture.HEAD, mean.backward()),
          new LayerPass(Architecture.LOG_STDDEV, Architecture.HEAD, backward),
        };
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
  public List<Operation> forwardOperations() {
    return Stream.concat(network.forwardOperations().stream(), Stream.of(headsForward)).toList();
  }

  /** What {@link #backward} does, layer by layer. */
  public List<Operation> backwardOperations() {
    return Stream.concat(Stream.of(headsBackward), network.backwardOperations().stream()).toList();
  }

  /** Shape [batch, latents]. */
  public Tensor mean() {
    return mean.output();
  }

  /** Shape [batch, latents]. */
  public Tensor logStddev() {
    return logStddev.output();
  }

  /** Where the gradient by the mean must be before {@link #backward}. */
  public Tensor meanGradient() {
    return mean.outputGradient();
  }

  /** Where the gradient by the log standard deviation must be before {@link #backward}. */
  public Tensor logStddevGradient() {
    return logStddev.outputGradient();
  }
}

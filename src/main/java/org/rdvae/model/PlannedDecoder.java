package org.rdvae.model;

import org.rdvae.network.ParameterTensors;
import org.rdvae.network.PlannedDense;
import org.rdvae.network.PlannedNetwork;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/** From latent variables to the logits of the pixels, and the way back of the gradients. */
public final class PlannedDecoder {
  private final PlannedNetwork network;
  private final PlannedDense logits;
  private final Operation[] headForward;
  private final Operation[] headBackward;

  /**
   * @param z shape [batch, latents]
   * @param zGradient where the gradient by z goes; {@code null} without a backward pass
   */
  public PlannedDecoder(
      Kernels kernels,
      Architecture architecture,
      ParameterTensors parameters,
      Tensor z,
      Tensor zGradient) {
    boolean training = zGradient != null;
    network =
        new PlannedNetwork(kernels, architecture.decoder(), parameters, z, zGradient, training);
    logits =
        new PlannedDense(
            kernels,
            Architecture.LOGITS,
            architecture.logitsHead(),
            parameters,
            network.output(),
            network.outputGradient(),
            training);
    headForward = logits.forward().toArray(Operation[]::new);
    headBackward = logits.backward().toArray(Operation[]::new);
  }

  public void forward() {
    network.forward();
    Operation.runAll(headForward);
  }

  public void backward() {
    Operation.runAll(headBackward);
    network.backward();
  }

  /** Shape [batch, pixels]. */
  public Tensor logits() {
    return logits.output();
  }

  /** Where the gradient by the logits must be before {@link #backward}. */
  public Tensor logitsGradient() {
    return logits.outputGradient();
  }
}

package org.rdvae.distribution;

import java.util.List;
import org.rdvae.network.ParameterTensors;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Tensor;

/**
 * Where a prior is planned: what it reads and where its results go.
 *
 * @param name with which the names of its parameters begin
 * @param posterior of the model
 * @param z shape [rows, latents]
 * @param pseudoHeads what the encoder gives for the pseudo-inputs, each of shape [pseudoInputs,
 *     units]; empty without pseudo-inputs
 * @param training {@code null} without a backward pass
 */
public record PriorPlace(
    Kernels kernels,
    String name,
    Posterior posterior,
    ParameterTensors parameters,
    Tensor z,
    List<Tensor> pseudoHeads,
    Training training) {

  /**
   * What a training step adds.
   *
   * @param densityWeights derivative of the loss by log p(z) of each row, shape [rows, 1]
   * @param zGradient what the gradient by z is added to; {@code null} if nobody needs it
   * @param pseudoHeadGradients where the gradients by the pseudo-heads go
   */
  public record Training(
      Tensor densityWeights, Tensor zGradient, List<Tensor> pseudoHeadGradients) {}

  /** One of the prior's own parameters. */
  public Tensor value(String parameter) {
    return parameters.value(name + parameter);
  }

  /** Where the gradient by it goes. */
  public Tensor gradient(String parameter) {
    return parameters.gradient(name + parameter);
  }
}

package org.rdvae.distribution;

import java.util.List;
import org.rdvae.network.ParameterTensors;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Tensor;

/**
 * Where a posterior is planned: what it reads and where its results go. A row is one sample of one
 * image; the heads of an image stand in each of its rows.
 *
 * @param name with which the names of its own parameters begin
 * @param heads as in {@link Posterior#heads}, each of shape [rows, units]
 * @param training {@code null} without a backward pass
 */
public record PosteriorPlace(
    Kernels kernels,
    String name,
    int latents,
    ParameterTensors parameters,
    List<Tensor> heads,
    Training training) {

  /**
   * What a training step adds.
   *
   * @param headGradients where the gradients by the heads go
   * @param gradient which gradient is led back
   * @param densityWeights derivative of the loss by log q(z|x) of each row, shape [rows, 1]; {@code
   *     null} with the rate in closed form
   */
  public record Training(
      List<Tensor> headGradients, RateGradient gradient, Tensor densityWeights) {}

  Tensor head(int index) {
    return heads.get(index);
  }

  int rows() {
    return heads.get(0).rows();
  }
}

package org.rdvae.distribution;

import java.util.List;
import org.rdvae.network.ParameterTensors;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * An invertible map of each row, decided by the row's context, as operations on fixed tensors.
 *
 * @param output shape [rows, latents]
 * @param logDeterminants log |det ∂output/∂input| of each row, shape [rows, 1]
 * @param backward empty without a backward pass
 */
record PlannedFlow(
    Tensor output, Tensor logDeterminants, List<Operation> forward, List<Operation> backward) {

  /**
   * Where a flow is planned.
   *
   * @param name with which the names of its parameters begin
   * @param input shape [rows, latents]
   * @param context shape [rows, any]
   * @param training {@code null} without a backward pass
   */
  record Place(
      Kernels kernels,
      String name,
      ParameterTensors parameters,
      Tensor input,
      Tensor context,
      Training training) {
    int rows() {
      return input.rows();
    }

    int latents() {
      return input.columns();
    }
  }

  /**
   * What a training step adds.
   *
   * @param gradient that by the output; when done, by the input
   * @param contextGradient what the gradient by the context is added to
   * @param determinantWeights derivative of the loss by log |det| of each row, shape [rows, 1]
   */
  record Training(Tensor gradient, Tensor contextGradient, Tensor determinantWeights) {}
}

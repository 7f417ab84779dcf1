package org.rdvae.network;

import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Tensor;

/**
 * Where a layer is planned: what it reads and where its results go.
 *
 * @param name the layer's name, with which its parameters' names begin
 * @param shape of one example of the input
 * @param input one row for each example
 * @param inputGradient where the gradient by the input goes; {@code null} if nobody needs it
 * @param masks draws dropout masks; {@code null} means inference: no backward pass is planned,
 *     nothing is dropped and normalisation uses the running statistics
 */
public record LayerPlace(
    Kernels kernels,
    String name,
    FeatureShape shape,
    ParameterTensors parameters,
    Tensor input,
    Tensor inputGradient,
    DropoutMasks masks) {

  public LayerPlace {
    if (masks == null && inputGradient != null) {
      throw new IllegalArgumentException(name + ": no backward pass gives an input gradient");
    }
  }

  /** The same place for a second layer on the same input. */
  public LayerPlace another(String otherName, Tensor otherInputGradient) {
    return new LayerPlace(kernels, otherName, shape, parameters, input, otherInputGradient, masks);
  }

  boolean training() {
    return masks != null;
  }

  int batch() {
    return input.rows();
  }

  Tensor value(String parameter) {
    return parameters.value(name + "." + parameter);
  }

  Tensor gradient(String parameter) {
    return parameters.gradient(name + "." + parameter);
  }

  /** A new tensor for a batch of this shape. */
  Tensor tensor(FeatureShape ofOneExample) {
    return kernels.tensor(batch(), ofOneExample.size());
  }

  /** The same, or {@code null} without a backward pass. */
  Tensor gradientTensor(FeatureShape ofOneExample) {
    return training() ? tensor(ofOneExample) : null;
  }

  /**
   * The same for a layer without parameters, which only passes gradients on: {@code null} if nobody
   * needs the one by its input.
   */
  Tensor passedGradientTensor(FeatureShape ofOneExample) {
    return inputGradient == null ? null : tensor(ofOneExample);
  }

  /** Number of places of all examples. */
  int places() {
    return Math.multiplyExact(batch(), shape.places());
  }

  /** The same memory with one row for each place of each example. */
  Tensor byPlaces(Tensor tensor, FeatureShape ofOneExample) {
    return kernels.view(
        tensor, 0, Math.multiplyExact(batch(), ofOneExample.places()), ofOneExample.channels());
  }
}

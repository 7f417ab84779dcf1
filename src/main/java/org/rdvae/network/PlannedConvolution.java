package org.rdvae.network;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.tensor.ConvolutionShape;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/** Convolutions and their transposes as operations on fixed tensors: y = f(x * W + b). */
final class PlannedConvolution {
  private PlannedConvolution() {}

  static PlannedLayer of(LayerPlace place, Convolution spec) {
    Kernels kernels = place.kernels();
    ConvolutionShape shape = spec.on(place.shape());
    Tensor sum = place.tensor(spec.outputShape(place.shape()));
    Tensor gradient = place.gradientTensor(spec.outputShape(place.shape()));
    return activated(
        place,
        spec.activation(),
        sum,
        gradient,
        kernels.convolve(place.input(), place.value("weight"), place.value("bias"), shape, sum),
        gradient == null
            ? null
            : kernels.convolveGradients(
                place.input(),
                place.value("weight"),
                gradient,
                shape,
                place.inputGradient(),
                place.gradient("weight"),
                place.gradient("bias")));
  }

  static PlannedLayer transposed(LayerPlace place, TransposedConvolution spec) {
    Kernels kernels = place.kernels();
    ConvolutionShape shape = spec.on(place.shape());
    Tensor sum = place.tensor(spec.outputShape(place.shape()));
    Tensor gradient = place.gradientTensor(spec.outputShape(place.shape()));
    return activated(
        place,
        spec.activation(),
        sum,
        gradient,
        kernels.convolveTransposed(
            place.input(), place.value("weight"), place.value("bias"), shape, sum),
        gradient == null
            ? null
            : kernels.convolveTransposedGradients(
                place.input(),
                place.value("weight"),
                gradient,
                shape,
                place.inputGradient(),
                place.gradient("weight"),
                place.gradient("bias")));
  }

  private static PlannedLayer activated(
      LayerPlace place,
      Activation function,
      Tensor sum,
      Tensor gradient,
      Operation convolve,
      Operation convolveBack) {
    Kernels kernels = place.kernels();
    Tensor output =
        PlannedActivation.keepsInput(function) ? kernels.tensor(sum.rows(), sum.columns()) : sum;
    PlannedActivation activation = PlannedActivation.plan(kernels, function, sum, output, gradient);
    List<Operation> forward = new ArrayList<>(List.of(convolve));
    forward.addAll(activation.forward());
    List<Operation> backward = new ArrayList<>(activation.backward());
    if (convolveBack != null) {
      backward.add(convolveBack);
    }
    return new PlannedLayer(output, gradient, forward, backward);
  }
}

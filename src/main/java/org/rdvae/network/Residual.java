package org.rdvae.network;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.base.Setting;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * A residual block: y = x + f(x), f a chain of layers that keeps the shape. He et al., Deep
 * Residual Learning for Image Recognition, CVPR 2016, arXiv:1512.03385.
 *
 * <pre>
 * x --+-- layers --(+)-- y
 *     +-------------+
 * </pre>
 */
public record Residual(
    @Setting("Layers whose output has the shape of their input.") List<LayerSpec> layers)
    implements LayerSpec {

  public Residual {
    layers = List.copyOf(layers);
  }

  @Override
  public FeatureShape outputShape(FeatureShape input) {
    if (layers.isEmpty()) {
      throw ImpossibleShape.of("at least one layer inside", "none");
    }
    FeatureShape inner = new NetworkSpec("layers", input, layers).output();
    if (!inner.equals(input)) {
      throw ImpossibleShape.of(
          "layers inside that keep the shape " + input, "ones that lead to " + inner);
    }
    return input;
  }

  @Override
  public List<ParameterSpec> parameters(String name, FeatureShape input) {
    return new NetworkSpec(name, input, layers).parameters();
  }

  @Override
  public PlannedLayer plan(LayerPlace place) {
    Kernels kernels = place.kernels();
    Tensor toInput = place.inputGradient();
    Tensor innerToInput = place.passedGradientTensor(place.shape());
    PlannedNetwork inner =
        new PlannedNetwork(
            kernels,
            new NetworkSpec(place.name(), place.shape(), layers),
            place.parameters(),
            place.input(),
            innerToInput,
            place.masks());
    Tensor output = place.tensor(place.shape());
    boolean needed = inner.outputGradient() != null;
    Tensor gradient = needed ? place.tensor(place.shape()) : null;
    List<Operation> forward = new ArrayList<>(inner.forwardOperations());
    forward.add(kernels.add(place.input(), inner.output(), output));
    List<Operation> backward = new ArrayList<>();
    if (needed) {
      // The inner layers write over their output's gradient, and the sum needs it once more.
      backward.add(kernels.copy(gradient, inner.outputGradient()));
      backward.addAll(inner.backwardOperations());
      if (toInput != null) {
        backward.add(kernels.add(gradient, innerToInput, toInput));
      }
    }
    return new PlannedLayer(output, gradient, forward, backward);
  }
}

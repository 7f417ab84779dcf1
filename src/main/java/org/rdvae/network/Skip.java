package org.rdvae.network;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.base.Setting;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * A skip connection: y = [x, f(x)], the input's channels followed by those of a chain of layers
 * that keeps height and width. Huang et al., Densely Connected Convolutional Networks, CVPR 2017,
 * arXiv:1608.06993.
 *
 * <pre>
 * x --+-- layers --[ ]-- y
 *     +------------[ ]
 * </pre>
 */
public record Skip(
    @Setting("Layers whose output has the height and width of their input.") List<LayerSpec> layers)
    implements LayerSpec {

  public Skip {
    layers = List.copyOf(layers);
  }

  @Override
  public FeatureShape outputShape(FeatureShape input) {
    if (layers.isEmpty()) {
      throw ImpossibleShape.of("at least one layer inside", "none");
    }
    FeatureShape inner = new NetworkSpec("layers", input, layers).output();
    if (inner.height() != input.height() || inner.width() != input.width()) {
      throw ImpossibleShape.of(
          "layers inside that keep the height and width of " + input, "ones that lead to " + inner);
    }
    return new FeatureShape(
        input.height(), input.width(), Math.addExact(input.channels(), inner.channels()));
  }

  @Override
  public List<ParameterSpec> parameters(String name, FeatureShape input) {
    return new NetworkSpec(name, input, layers).parameters();
  }

  @Override
  public PlannedLayer plan(LayerPlace place) {
    Kernels kernels = place.kernels();
    NetworkSpec spec = new NetworkSpec(place.name(), place.shape(), layers);
    FeatureShape joined = outputShape(place.shape());
    Tensor toInput = place.inputGradient();
    Tensor innerToInput = place.passedGradientTensor(place.shape());
    PlannedNetwork inner =
        new PlannedNetwork(
            kernels, spec, place.parameters(), place.input(), innerToInput, place.masks());
    Tensor output = place.tensor(joined);
    boolean needed = inner.outputGradient() != null;
    Tensor gradient = needed ? place.tensor(joined) : null;
    List<Operation> forward = new ArrayList<>(inner.forwardOperations());
    forward.add(
        kernels.joinColumns(
            List.of(
                place.byPlaces(place.input(), place.shape()),
                place.byPlaces(inner.output(), spec.output())),
            place.byPlaces(output, joined)));
    List<Operation> backward = new ArrayList<>();
    if (needed) {
      Tensor direct = toInput != null ? toInput : place.tensor(place.shape());
      backward.add(
          kernels.splitColumns(
              place.byPlaces(gradient, joined),
              List.of(
                  place.byPlaces(direct, place.shape()),
                  place.byPlaces(inner.outputGradient(), spec.output()))));
      backward.addAll(inner.backwardOperations());
      if (toInput != null) {
        backward.add(kernels.add(toInput, innerToInput, toInput));
      }
    }
    return new PlannedLayer(output, gradient, forward, backward);
  }
}

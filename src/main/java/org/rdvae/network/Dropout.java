package org.rdvae.network;

import java.util.List;
import org.rdvae.base.Setting;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * Sets each value to zero with the given probability while training, and scales the others up so
 * that expectations stay; does nothing otherwise. As the first layer of an encoder it hides part of
 * the image from it, while the decoder must still restore the whole. Srivastava et al., Dropout,
 * JMLR 15, 2014.
 */
public record Dropout(
    @Setting(value = "Probability of a zero.", initial = "0.1", min = 0, max = 0.99) double rate)
    implements LayerSpec {

  @Override
  public FeatureShape outputShape(FeatureShape input) {
    return input;
  }

  @Override
  public List<ParameterSpec> parameters(String name, FeatureShape input) {
    return List.of();
  }

  @Override
  public PlannedLayer plan(LayerPlace place) {
    if (!place.training()) {
      return Reshape.sameTensors(place);
    }
    Tensor mask = place.tensor(place.shape());
    place.masks().add(mask, rate);
    Tensor output = place.tensor(place.shape());
    Tensor toInput = place.inputGradient();
    Tensor gradient = place.passedGradientTensor(place.shape());
    List<Operation> backward =
        toInput == null ? List.of() : List.of(place.kernels().multiply(gradient, mask, toInput));
    return new PlannedLayer(
        output, gradient, List.of(place.kernels().multiply(place.input(), mask, output)), backward);
  }
}

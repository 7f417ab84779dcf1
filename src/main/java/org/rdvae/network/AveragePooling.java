package org.rdvae.network;

import java.util.List;
import java.util.Optional;
import org.rdvae.base.Setting;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.PoolShape;
import org.rdvae.tensor.Tensor;

/**
 * The mean of each window of the features, channel by channel: [height, width, channels] becomes
 * [(height − kernel) / stride + 1, the same of the width, channels]. No padding; what is left over
 * at the right and at the bottom is not looked at.
 */
public record AveragePooling(
    @Setting(value = "Height and width of a window.", initial = "2", min = 1, max = 1000)
        int kernel,
    @Setting(value = "Distance between windows; the kernel if not given.", min = 1, max = 1000)
        Optional<Integer> stride)
    implements LayerSpec {

  @Override
  public FeatureShape outputShape(FeatureShape input) {
    PoolShape shape = PoolWindows.on(input, kernel, stride);
    return new FeatureShape(shape.outHeight(), shape.outWidth(), input.channels());
  }

  @Override
  public List<ParameterSpec> parameters(String name, FeatureShape input) {
    return List.of();
  }

  @Override
  public PlannedLayer plan(LayerPlace place) {
    Kernels kernels = place.kernels();
    PoolShape shape = PoolWindows.on(place.shape(), kernel, stride);
    Tensor output = place.tensor(outputShape(place.shape()));
    Tensor gradient = place.passedGradientTensor(outputShape(place.shape()));
    List<Operation> backward =
        place.inputGradient() == null
            ? List.of()
            : List.of(kernels.averagePoolGradient(gradient, shape, place.inputGradient()));
    return new PlannedLayer(
        output, gradient, List.of(kernels.averagePool(place.input(), shape, output)), backward);
  }
}

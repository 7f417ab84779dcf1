package org.rdvae.network;

import java.util.List;
import org.rdvae.base.Setting;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/**
 * Features enlarged by repeating each place (nearest neighbour): [height, width, channels] becomes
 * [height factor, width factor, channels]. With a convolution behind it an alternative to a
 * transposed one, without its checkerboards: Odena, Dumoulin and Olah, Deconvolution and
 * Checkerboard Artifacts, Distill 2016.
 */
public record Upsampling(
    @Setting(value = "How often each row and column is repeated.", initial = "2", min = 1, max = 64)
        int factor)
    implements LayerSpec {

  @Override
  public FeatureShape outputShape(FeatureShape input) {
    return new FeatureShape(
        Math.multiplyExact(input.height(), factor),
        Math.multiplyExact(input.width(), factor),
        input.channels());
  }

  @Override
  public List<ParameterSpec> parameters(String name, FeatureShape input) {
    return List.of();
  }

  @Override
  public PlannedLayer plan(LayerPlace place) {
    Kernels kernels = place.kernels();
    FeatureShape in = place.shape();
    Tensor output = place.tensor(outputShape(in));
    Tensor gradient = place.passedGradientTensor(outputShape(in));
    Operation forward =
        kernels.upsample(place.input(), in.height(), in.width(), in.channels(), factor, output);
    List<Operation> backward =
        place.inputGradient() == null
            ? List.of()
            : List.of(
                kernels.upsampleGradient(
                    gradient,
                    in.height(),
                    in.width(),
                    in.channels(),
                    factor,
                    place.inputGradient()));
    return new PlannedLayer(output, gradient, List.of(forward), backward);
  }
}

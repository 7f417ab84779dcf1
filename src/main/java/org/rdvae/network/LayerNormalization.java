package org.rdvae.network;

import java.util.List;
import org.rdvae.base.Setting;

/**
 * Layer normalisation, then an activation: y = f(gain (x - m) / sqrt(v + epsilon) + offset), with
 * mean m and variance v over all values of one example, gain and offset of each channel. Ba, Kiros
 * and Hinton, Layer Normalization, 2016, arXiv:1607.06450.
 */
public record LayerNormalization(
    @Setting(value = "Function applied to each output.", initial = "identity")
        Activation activation,
    @Setting(value = "Added to the variance.", initial = "1e-5", min = 0, above = true)
        double epsilon)
    implements LayerSpec {

  private GroupNormalization asOneGroup() {
    return new GroupNormalization(1, activation, epsilon);
  }

  @Override
  public FeatureShape outputShape(FeatureShape input) {
    return asOneGroup().outputShape(input);
  }

  @Override
  public List<ParameterSpec> parameters(String name, FeatureShape input) {
    return asOneGroup().parameters(name, input);
  }

  @Override
  public PlannedLayer plan(LayerPlace place) {
    return asOneGroup().plan(place);
  }
}

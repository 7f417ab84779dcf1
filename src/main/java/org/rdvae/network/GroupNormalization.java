package org.rdvae.network;

import java.util.List;
import org.rdvae.base.Setting;

/**
 * Group normalisation, then an activation: y = f(gain (x - m) / sqrt(v + epsilon) + offset), with
 * mean m and variance v of each group of neighbouring channels over all places of one example, gain
 * and offset of each channel. Wu and He, Group Normalization, ECCV 2018, arXiv:1803.08494.
 */
public record GroupNormalization(
    @Setting(
            value = "Number of groups, a divisor of the number of channels.",
            initial = "8",
            min = 1,
            max = 100_000)
        int groups,
    @Setting(value = "Function applied to each output.", initial = "identity")
        Activation activation,
    @Setting(value = "Added to the variance.", initial = "1e-5", min = 0, above = true)
        double epsilon)
    implements LayerSpec {

  @Override
  public FeatureShape outputShape(FeatureShape input) {
    if (input.channels() % groups != 0) {
      throw ImpossibleShape.of("a number of channels that " + groups + " groups divide", input);
    }
    if (input.size() == groups) {
      throw ImpossibleShape.of("at least two values in a group, to normalise them", input);
    }
    return input;
  }

  @Override
  public List<ParameterSpec> parameters(String name, FeatureShape input) {
    return List.of(
        ParameterSpec.row(name + ".gain", input.channels(), 1),
        ParameterSpec.row(name + ".offset", input.channels(), 0));
  }

  @Override
  public PlannedLayer plan(LayerPlace place) {
    return new PlannedGroupNormalization(place, this).layer();
  }
}

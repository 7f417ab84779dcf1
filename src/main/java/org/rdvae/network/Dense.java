package org.rdvae.network;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.base.Setting;

/**
 * A fully connected layer: y = f(x W + b), or with {@code gated} y = f(x W + b) * sigmoid(x V + c),
 * the gated layer of van den Oord et al., Conditional Image Generation with PixelCNN Decoders,
 * 2016, without its convolution. Feature maps are taken as one long row.
 */
public record Dense(
    @Setting(value = "Number of outputs.", min = 1, max = 1_000_000) int units,
    @Setting(value = "Function applied to each output.", initial = "identity")
        Activation activation,
    @Setting(value = "Multiply by sigmoid(g), g from a second set of weights.", initial = "false")
        boolean gated,
    @Setting(
            value =
                "How weights start, by the names of Deeplearning4j; auto takes relu for relu,"
                    + " leaky-relu, elu, silu and gelu, otherwise xavier.",
            initial = "auto")
        WeightInit weightInit)
    implements LayerSpec {

  /** A linear layer. */
  public static Dense linear(int units, WeightInit start) {
    return new Dense(units, Activation.IDENTITY, false, start);
  }

  @Override
  public FeatureShape outputShape(FeatureShape input) {
    return FeatureShape.flat(units);
  }

  @Override
  public List<ParameterSpec> parameters(String name, FeatureShape input) {
    WeightInit start = weightInit.orUsualFor(activation);
    List<ParameterSpec> parameters = new ArrayList<>();
    parameters.add(ParameterSpec.weight(name + ".weight", input.size(), units, start));
    parameters.add(ParameterSpec.row(name + ".bias", units, 0));
    if (gated) {
      parameters.add(ParameterSpec.weight(name + ".gate-weight", input.size(), units, start));
      parameters.add(ParameterSpec.row(name + ".gate-bias", units, 0));
    }
    return parameters;
  }

  @Override
  public PlannedLayer plan(LayerPlace place) {
    return new PlannedDense(place, this).layer();
  }

  @Override
  public WeightInit weightStart() {
    return weightInit;
  }
}

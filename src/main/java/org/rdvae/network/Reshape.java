package org.rdvae.network;

import java.util.List;
import java.util.Locale;
import org.rdvae.base.Setting;

/** The same values in another shape, channels varying fastest, then columns, then rows. */
public record Reshape(
    @Setting(value = "Rows.", min = 1, max = 1_000_000) int height,
    @Setting(value = "Columns.", min = 1, max = 1_000_000) int width,
    @Setting(value = "Channels.", min = 1, max = 1_000_000) int channels)
    implements LayerSpec {

  @Override
  public FeatureShape outputShape(FeatureShape input) {
    FeatureShape output = new FeatureShape(height, width, channels);
    if (output.size() != input.size()) {
      throw ImpossibleShape.of(
          String.format(Locale.ROOT, "%,d values for the shape %s", output.size(), output),
          String.format(Locale.ROOT, "%,d in features %s", input.size(), input));
    }
    return output;
  }

  @Override
  public List<ParameterSpec> parameters(String name, FeatureShape input) {
    return List.of();
  }

  @Override
  public PlannedLayer plan(LayerPlace place) {
    return sameTensors(place);
  }

  /**
   * A layer that does nothing: its input is its output, so the layers on both sides share both
   * tensors.
   */
  static PlannedLayer sameTensors(LayerPlace place) {
    return new PlannedLayer(place.input(), place.inputGradient(), List.of(), List.of());
  }
}

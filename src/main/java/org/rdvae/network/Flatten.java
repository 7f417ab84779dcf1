package org.rdvae.network;

import java.util.List;

/** The same values as one row, places first and channels fastest. */
public record Flatten() implements LayerSpec {
  @Override
  public FeatureShape outputShape(FeatureShape input) {
    return FeatureShape.flat(input.size());
  }

  @Override
  public List<ParameterSpec> parameters(String name, FeatureShape input) {
    return List.of();
  }

  /** Tensors hold an example as one row anyway, so there is nothing to do. */
  @Override
  public PlannedLayer plan(LayerPlace place) {
    return Reshape.sameTensors(place);
  }
}

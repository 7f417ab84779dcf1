package org.rdvae.codec;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.base.Failure;
import org.rdvae.base.KebabCase;
import org.rdvae.network.AveragePooling;
import org.rdvae.network.BatchNormalization;
import org.rdvae.network.Convolution;
import org.rdvae.network.Dense;
import org.rdvae.network.Dl4jGraph;
import org.rdvae.network.Dropout;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.Flatten;
import org.rdvae.network.LayerSpec;
import org.rdvae.network.MaxPooling;
import org.rdvae.network.Reshape;
import org.rdvae.network.Residual;
import org.rdvae.network.Skip;
import org.rdvae.network.TransposedConvolution;
import org.rdvae.network.Upsampling;

/** Makes the fixed-point layers of a trained network, one after the other. */
final class FixedLayers {
  private final FixedParameters parameters;
  private FixedRange range;

  /**
   * @param range of the first layer's inputs
   */
  FixedLayers(FixedParameters parameters, FixedRange range) {
    this.parameters = parameters;
    this.range = range;
  }

  /**
   * @throws Failure BAD_DATA if a layer has no fixed-point form
   */
  List<FixedLayer> of(List<LayerSpec> specs, FeatureShape input) {
    List<FixedLayer> layers = new ArrayList<>();
    FeatureShape shape = input;
    for (LayerSpec spec : specs) {
      layers.add(layer(spec, shape));
      range = FixedRange.FEATURES;
      shape = spec.outputShape(shape);
    }
    return layers;
  }

  private FixedLayer layer(LayerSpec spec, FeatureShape input) {
    if (spec instanceof Dense dense) {
      return FixedLinear.of(dense, input, parameters, range);
    } else if (spec instanceof Convolution convolution) {
      return FixedLinear.of(convolution, input, parameters, range);
    } else if (spec instanceof TransposedConvolution transposed) {
      return FixedLinear.of(transposed, input, parameters, range);
    } else if (spec instanceof BatchNormalization normalization) {
      return FixedLinear.of(normalization, parameters, range);
    } else if (spec instanceof Residual residual) {
      List<FixedLayer> inner = of(residual.layers(), input);
      return (map, parallel) -> FixedLayer.chain(inner, map, parallel).plus(map);
    } else if (spec instanceof Skip skip) {
      List<FixedLayer> inner = of(skip.layers(), input);
      return (map, parallel) -> map.widened().joinedWith(FixedLayer.chain(inner, map, parallel));
    } else if (spec instanceof Upsampling upsampling) {
      return new FixedUpsampling(upsampling.factor());
    } else if (spec instanceof AveragePooling pool) {
      return new FixedPooling(pool.kernel(), pool.stride().orElse(pool.kernel()), true);
    } else if (spec instanceof MaxPooling pool) {
      return new FixedPooling(pool.kernel(), pool.stride().orElse(pool.kernel()), false);
    } else if (spec instanceof Reshape || spec instanceof Flatten) {
      FeatureShape shape = spec.outputShape(input);
      return (map, parallel) ->
          map.reshaped(shape.height(), shape.width(), shape.channels()).widened();
    } else if (spec instanceof Dropout) {
      return (map, parallel) -> map.widened();
    }
    throw refused(spec);
  }

  private static Failure refused(LayerSpec spec) {
    return new Failure(
        Failure.Kind.BAD_DATA,
        "expected layers that have a form in whole numbers, as a codec needs them, found "
            + KebabCase.of(spec.getClass().getSimpleName())
            + "; the nearest that has one: "
            + (spec instanceof Dl4jGraph ? "its layers, written out" : "batch-normalization"));
  }
}

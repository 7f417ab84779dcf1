package org.rdvae.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.rdvae.network.Activation;
import org.rdvae.network.Dense;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.NetworkSpec;
import org.rdvae.network.WeightInit;

/** A network in whole numbers, and linear layers on its features. */
final class FixedHeads {
  /** One of the layers: how its parameters' names begin, and how many numbers it gives. */
  record Head(String name, int units) {}

  private final FixedNetwork network;
  private final List<FixedLayer> heads = new ArrayList<>();
  private final boolean byPlaces;

  /**
   * @param byPlaces whether the places of feature maps share the layers, whose units are then those
   *     of one place; if not, feature maps are taken as one long row
   */
  FixedHeads(
      FixedNetwork network,
      FeatureShape features,
      boolean byPlaces,
      List<Head> asked,
      Function<String, float[]> parameters) {
    this.network = network;
    this.byPlaces = byPlaces;
    FeatureShape read = FeatureShape.flat(byPlaces ? features.channels() : features.size());
    for (Head head : asked) {
      Dense layer = Dense.linear(head.units(), WeightInit.AUTO);
      heads.add(
          FixedLinear.onePlace(
              read.size(),
              new FixedParameters(layer.parameters(head.name(), read), parameters),
              FixedRange.FEATURES,
              Activation.IDENTITY));
    }
  }

  /** The same on a network that reads features. */
  static FixedHeads of(
      NetworkSpec spec, boolean byPlaces, List<Head> asked, Function<String, float[]> parameters) {
    FixedNetwork network = FixedNetwork.ofFeatures(spec, parameters);
    return new FixedHeads(network, spec.output(), byPlaces, asked, parameters);
  }

  WideMap features(WideMap input) {
    return network.wide(input.narrow(), false);
  }

  /** What each layer gives, channels fastest, of {@link FixedVae#FRACTION}. */
  List<int[]> heads(WideMap features) {
    FixedMap narrow = features.narrow();
    FixedMap read = byPlaces ? narrow : narrow.reshaped(1, 1, narrow.values().length);
    return heads.stream().map(head -> head.apply(read, false).at(FixedVae.FRACTION)).toList();
  }
}

package org.rdvae.model;

import java.util.ArrayList;
import java.util.List;
import org.rdvae.distribution.PosteriorHead;
import org.rdvae.network.Dense;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.NetworkSpec;
import org.rdvae.network.ParameterSpec;
import org.rdvae.network.WeightInit;

/**
 * A network, and linear layers on its features that give the parameters of a Gaussian or of another
 * posterior.
 *
 * @param name with which the names of the heads' parameters begin
 * @param byPlaces whether all places of feature maps share the layers (convolutions with a 1 x 1
 *     kernel), which then give the same number of values for each; if not, feature maps are taken
 *     as one long row
 * @param start of the heads' weights
 */
record HeadedNetwork(
    NetworkSpec network,
    String name,
    List<PosteriorHead> heads,
    boolean byPlaces,
    WeightInit start) {

  /** What a head reads at once: all features, or those of one place. */
  FeatureShape headInput() {
    FeatureShape features = network.output();
    return byPlaces ? FeatureShape.flat(features.channels()) : features;
  }

  Dense layer(PosteriorHead head) {
    return Dense.linear(byPlaces ? head.units() / network.output().places() : head.units(), start);
  }

  /** Of the network and then of the heads. */
  List<ParameterSpec> parameters() {
    List<ParameterSpec> parameters = new ArrayList<>(network.parameters());
    parameters.addAll(headParameters());
    return parameters;
  }

  List<ParameterSpec> headParameters() {
    List<ParameterSpec> parameters = new ArrayList<>();
    for (PosteriorHead head : heads) {
      parameters.addAll(layer(head).parameters(name + head.name(), headInput()));
    }
    return parameters;
  }
}

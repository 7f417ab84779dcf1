package org.rdvae.network;

import java.util.List;

/**
 * One layer of an encoder or decoder as the config names it: its settings, what it makes of a
 * shape, its parameters, and its plan. Records of settings only; tensors are in the planned layers.
 */
public sealed interface LayerSpec
    permits AveragePooling,
        BatchNormalization,
        Convolution,
        Dense,
        DivisiveNormalization,
        Dl4jGraph,
        Dropout,
        Flatten,
        GroupNormalization,
        LayerNormalization,
        MaxPooling,
        Reshape,
        Residual,
        Skip,
        TransposedConvolution,
        Upsampling {

  /**
   * The shape of the output.
   *
   * @throws ImpossibleShape if the layer cannot take such an input
   */
  FeatureShape outputShape(FeatureShape input);

  /** The layer's parameters, whose names begin with the given one. */
  List<ParameterSpec> parameters(String name, FeatureShape input);

  /** The layer on fixed tensors; the shapes have been checked. */
  PlannedLayer plan(LayerPlace place);

  /** How weights start that the next layer or head leaves to its neighbours. */
  default WeightInit weightStart() {
    return WeightInit.AUTO;
  }
}

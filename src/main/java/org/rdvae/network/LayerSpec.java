package org.rdvae.network;

import org.rdvae.base.Setting;

/** One layer of an encoder or decoder as the config names it. */
public sealed interface LayerSpec {

  /**
   * A fully connected layer: y = f(x W + b), or with {@code gated} y = f(x W + b) * sigmoid(x V +
   * c), the gated layer of van den Oord et al., Conditional Image Generation with PixelCNN
   * Decoders, 2016, without its convolution.
   */
  record Dense(
      @Setting(value = "Number of outputs.", min = 1, max = 1_000_000) int units,
      @Setting(value = "Function applied to each output.", initial = "identity")
          Activation activation,
      @Setting(value = "Multiply by sigmoid(g), g from a second set of weights.", initial = "false")
          boolean gated,
      @Setting(
              value =
                  "How weights start, by the names of Deeplearning4j; auto takes relu for relu, leaky-relu, elu, silu and"
                      + " gelu, otherwise xavier.",
              initial = "auto")
          WeightInit weightInit)
      implements LayerSpec {}
}

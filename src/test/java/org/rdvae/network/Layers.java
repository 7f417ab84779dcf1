package org.rdvae.network;

import java.util.List;
import java.util.Optional;

/** Layers for tests, with the settings that matter there. */
final class Layers {
  private Layers() {}

  static Dense dense(int units, Activation activation, boolean gated) {
    return new Dense(units, activation, gated, WeightInit.AUTO);
  }

  static Dense dense(int units) {
    return dense(units, Activation.TANH, false);
  }

  static Convolution convolution(
      int channels, int kernel, int stride, int padding, Activation activation) {
    return new Convolution(
        channels, kernel, stride, Optional.of(padding), activation, WeightInit.AUTO);
  }

  /** Keeps height and width. */
  static Convolution convolution(int channels) {
    return convolution(channels, 3, 1, 1, Activation.TANH);
  }

  static TransposedConvolution transposed(
      int channels, int kernel, int stride, int padding, int outputPadding, Activation activation) {
    return new TransposedConvolution(
        channels, kernel, stride, Optional.of(padding), outputPadding, activation, WeightInit.AUTO);
  }

  static MaxPooling maxPooling(int kernel, int stride) {
    return new MaxPooling(kernel, Optional.of(stride));
  }

  static AveragePooling averagePooling(int kernel, int stride) {
    return new AveragePooling(kernel, Optional.of(stride));
  }

  static BatchNormalization batchNormalization(Activation activation) {
    return new BatchNormalization(activation, 0.25, 1e-3);
  }

  static GroupNormalization groupNormalization(int groups, Activation activation) {
    return new GroupNormalization(groups, activation, 1e-3);
  }

  static LayerNormalization layerNormalization(Activation activation) {
    return new LayerNormalization(activation, 1e-3);
  }

  static Residual residual(LayerSpec... layers) {
    return new Residual(List.of(layers));
  }

  static Skip skip(LayerSpec... layers) {
    return new Skip(List.of(layers));
  }
}

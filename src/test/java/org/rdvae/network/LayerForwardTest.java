package org.rdvae.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.rdvae.network.Layers.averagePooling;
import static org.rdvae.network.Layers.convolution;
import static org.rdvae.network.Layers.groupNormalization;
import static org.rdvae.network.Layers.layerNormalization;
import static org.rdvae.network.Layers.maxPooling;
import static org.rdvae.network.Layers.transposed;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.rdvae.network.SmallNetwork.Use;

/** Each layer makes of its input what its definition, written as loops, makes of it. */
class LayerForwardTest {
  private static final int ROWS = 3;

  @ParameterizedTest(name = "{0} x {1} x {2} to {3} channels, kernel {4}, stride {5}, padding {6}")
  @CsvSource({
    "5, 4, 2, 3, 3, 1, 1",
    "5, 7, 1, 2, 3, 2, 1",
    "4, 4, 3, 1, 4, 2, 1",
    "1, 1, 3, 2, 1, 1, 0",
    "1, 1, 2, 2, 3, 1, 1",
    "3, 2, 2, 2, 2, 3, 1",
    "9, 8, 4, 5, 5, 2, 0",
    "12, 12, 8, 8, 3, 1, 1"
  })
  void convolutionEqualsItsDefinition(
      int height, int width, int channels, int out, int kernel, int stride, int padding) {
    FeatureShape shape = new FeatureShape(height, width, channels);
    try (SmallNetwork network =
        network(shape, convolution(out, kernel, stride, padding, Activation.TANH))) {
      PlainMaps expected =
          PlainConvolution.convolve(
              PlainMaps.of(shape, network.input()),
              network.parameter("0.weight"),
              network.parameter("0.bias"),
              kernel,
              stride,
              padding);
      expectOutput(network, expected.activated(Activation.TANH));
    }
  }

  @ParameterizedTest(
      name = "{0} x {1} x {2} to {3} channels, kernel {4}, stride {5}, padding {6} + {7}")
  @CsvSource({
    "3, 2, 2, 3, 4, 2, 1, 0",
    "2, 3, 1, 2, 3, 2, 1, 1",
    "1, 1, 3, 2, 4, 1, 0, 0",
    "1, 1, 2, 1, 1, 1, 0, 0",
    "4, 3, 2, 2, 3, 1, 2, 0",
    "2, 1, 1, 2, 2, 3, 0, 2",
    "7, 7, 8, 4, 4, 2, 1, 0"
  })
  void transposedConvolutionEqualsItsDefinition(
      int height,
      int width,
      int channels,
      int out,
      int kernel,
      int stride,
      int padding,
      int outputPadding) {
    FeatureShape shape = new FeatureShape(height, width, channels);
    try (SmallNetwork network =
        network(
            shape, transposed(out, kernel, stride, padding, outputPadding, Activation.SIGMOID))) {
      PlainMaps expected =
          PlainConvolution.transposed(
              PlainMaps.of(shape, network.input()),
              network.parameter("0.weight"),
              network.parameter("0.bias"),
              kernel,
              stride,
              padding,
              outputPadding);
      expectOutput(network, expected.activated(Activation.SIGMOID));
    }
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void convolutionAppliesEachActivation(Activation activation) {
    FeatureShape shape = new FeatureShape(4, 3, 2);
    try (SmallNetwork network = network(shape, convolution(3, 3, 1, 1, activation))) {
      PlainMaps sums =
          PlainConvolution.convolve(
              PlainMaps.of(shape, network.input()),
              network.parameter("0.weight"),
              network.parameter("0.bias"),
              3,
              1,
              1);
      expectOutput(network, sums.activated(activation));
    }
  }

  @ParameterizedTest(name = "{0} x {1} x {2}, kernel {3}, stride {4}")
  @CsvSource({
    "4, 6, 2, 2, 2",
    "5, 5, 3, 2, 2",
    "5, 4, 1, 3, 1",
    "1, 1, 4, 1, 1",
    "5, 3, 2, 2, 3",
    "9, 10, 8, 3, 2"
  })
  void poolingEqualsItsDefinition(int height, int width, int channels, int kernel, int stride) {
    FeatureShape shape = new FeatureShape(height, width, channels);
    try (SmallNetwork largest = network(shape, maxPooling(kernel, stride));
        SmallNetwork mean = network(shape, averagePooling(kernel, stride))) {
      PlainMaps input = PlainMaps.of(shape, largest.input());
      expectOutput(largest, PlainWindows.maximum(input, kernel, stride));
      expectOutput(mean, PlainWindows.mean(input, kernel, stride));
    }
  }

  @ParameterizedTest(name = "{0} x {1} x {2}, factor {3}")
  @CsvSource({"2, 3, 2, 2", "1, 1, 3, 4", "3, 2, 1, 1", "2, 1, 2, 3"})
  void upsamplingEqualsItsDefinition(int height, int width, int channels, int factor) {
    FeatureShape shape = new FeatureShape(height, width, channels);
    try (SmallNetwork network = network(shape, new Upsampling(factor))) {
      expectOutput(network, PlainWindows.repeat(PlainMaps.of(shape, network.input()), factor));
    }
  }

  @ParameterizedTest(name = "{0} x {1} x {2} in {3} groups, {4}")
  @CsvSource({
    "3, 3, 4, 2, TRAINING",
    "3, 3, 4, 2, INFERENCE",
    "2, 1, 6, 3, TRAINING",
    "1, 1, 6, 2, INFERENCE",
    "2, 3, 3, 3, TRAINING",
    "3, 2, 3, 1, INFERENCE"
  })
  void groupNormalizationEqualsItsDefinition(
      int height, int width, int channels, int groups, Use use) {
    FeatureShape shape = new FeatureShape(height, width, channels);
    List<LayerSpec> layers = List.of(groupNormalization(groups, Activation.GELU));
    try (SmallNetwork network = new SmallNetwork(ROWS, shape, layers, use)) {
      expectOutput(network, normalized(network, shape, groups).activated(Activation.GELU));
    }
    layers = List.of(layerNormalization(Activation.ELU));
    try (SmallNetwork network = new SmallNetwork(ROWS, shape, layers, use)) {
      expectOutput(network, normalized(network, shape, 1).activated(Activation.ELU));
    }
  }

  private static PlainMaps normalized(SmallNetwork network, FeatureShape shape, int groups) {
    return PlainNormalization.groups(
        PlainMaps.of(shape, network.input()),
        groups,
        network.parameter("0.gain"),
        network.parameter("0.offset"),
        1e-3);
  }

  private static SmallNetwork network(FeatureShape shape, LayerSpec layer) {
    return new SmallNetwork(ROWS, shape, List.of(layer));
  }

  private static void expectOutput(SmallNetwork network, PlainMaps expected) {
    assertThat(network.spec().output())
        .isEqualTo(new FeatureShape(expected.height(), expected.width(), expected.channels()));
    // Sums of at most 100 terms around 1, in double.
    assertThat(network.output()).containsExactly(expected.values(), within(1e-12));
  }
}

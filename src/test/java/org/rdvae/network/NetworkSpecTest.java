package org.rdvae.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.network.Layers.batchNormalization;
import static org.rdvae.network.Layers.convolution;
import static org.rdvae.network.Layers.dense;
import static org.rdvae.network.Layers.layerNormalization;
import static org.rdvae.network.Layers.residual;
import static org.rdvae.network.Layers.skip;
import static org.rdvae.network.Layers.transposed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rdvae.network.ParameterSpec.Start;

class NetworkSpecTest {
  private static final FeatureShape IMAGE = new FeatureShape(8, 6, 3);

  @Test
  void namesAndShapesItsParameters() {
    NetworkSpec spec =
        new NetworkSpec(
            "encoder",
            FeatureShape.flat(6),
            List.of(
                new Dense(4, Activation.RELU, false, WeightInit.UNIFORM),
                new Dense(3, Activation.TANH, true, WeightInit.NORMAL)));
    assertThat(spec.output()).isEqualTo(FeatureShape.flat(3));
    assertThat(spec.parameters())
        .containsExactly(
            ParameterSpec.weight("encoder.0.weight", 6, 4, WeightInit.UNIFORM),
            ParameterSpec.row("encoder.0.bias", 4, 0),
            ParameterSpec.weight("encoder.1.weight", 4, 3, WeightInit.NORMAL),
            ParameterSpec.row("encoder.1.bias", 3, 0),
            ParameterSpec.weight("encoder.1.gate-weight", 4, 3, WeightInit.NORMAL),
            ParameterSpec.row("encoder.1.gate-bias", 3, 0));
  }

  @Test
  void namesTheParametersOfLayersInsideLayers() {
    NetworkSpec spec =
        new NetworkSpec(
            "decoder",
            IMAGE,
            List.of(
                residual(convolution(3), batchNormalization(Activation.RELU)),
                skip(residual(convolution(3)), layerNormalization(Activation.TANH))));
    assertThat(spec.parameters())
        .extracting(ParameterSpec::name)
        .containsExactly(
            "decoder.0.0.weight",
            "decoder.0.0.bias",
            "decoder.0.1.gain",
            "decoder.0.1.offset",
            "decoder.0.1.running-mean",
            "decoder.0.1.running-variance",
            "decoder.1.0.0.weight",
            "decoder.1.0.0.bias",
            "decoder.1.1.gain",
            "decoder.1.1.offset");
  }

  @Test
  void normalisationsBeginWithoutEffect() {
    assertThat(batchNormalization(Activation.RELU).parameters("n", IMAGE))
        .containsExactly(
            ParameterSpec.row("n.gain", 3, 1),
            ParameterSpec.row("n.offset", 3, 0),
            ParameterSpec.statistic("n.running-mean", 3, 0),
            ParameterSpec.statistic("n.running-variance", 3, 1));
  }

  @Test
  void weightsOfConvolutionsCountTheValuesThatAnOutputSums() {
    assertThat(convolution(5, 4, 2, 1, Activation.TANH).parameters("c", IMAGE).get(0))
        .isEqualTo(
            new ParameterSpec(
                "c.weight",
                List.of(4, 4, 3, 5),
                new Start.Drawn(WeightInit.XAVIER, 4 * 4 * 3, 4 * 4 * 5 / 4),
                true));
    assertThat(transposed(5, 4, 2, 1, 0, Activation.RELU).parameters("t", IMAGE).get(0))
        .isEqualTo(
            new ParameterSpec(
                "t.weight",
                List.of(4, 4, 5, 3),
                new Start.Drawn(WeightInit.RELU, 4 * 4 * 3 / 4, 4 * 4 * 5),
                true));
  }

  @ParameterizedTest(name = "kernel {0}, stride {1}: {2} x {3}")
  @CsvSource({"3, 1, 8, 6", "1, 1, 8, 6", "5, 2, 4, 3", "4, 2, 4, 3", "2, 1, 7, 5", "3, 3, 3, 2"})
  void convolutionsPadByHalfTheKernelUnlessTold(int kernel, int stride, int height, int width) {
    Convolution layer =
        new Convolution(2, kernel, stride, Optional.empty(), Activation.IDENTITY, WeightInit.AUTO);
    assertThat(layer.outputShape(IMAGE)).isEqualTo(new FeatureShape(height, width, 2));
  }

  @ParameterizedTest(name = "kernel {0}, stride {1}, output padding {2}: {3} x {4}")
  @CsvSource({"4, 2, 0, 16, 12", "3, 2, 1, 16, 12", "3, 1, 0, 8, 6", "2, 2, 0, 16, 12"})
  void transposedConvolutionsUndoWhatTheConvolutionDoes(
      int kernel, int stride, int outputPadding, int height, int width) {
    TransposedConvolution layer =
        new TransposedConvolution(
            2,
            kernel,
            stride,
            Optional.empty(),
            outputPadding,
            Activation.IDENTITY,
            WeightInit.AUTO);
    FeatureShape grown = layer.outputShape(IMAGE);
    assertThat(grown).isEqualTo(new FeatureShape(height, width, 2));
    Convolution back =
        new Convolution(3, kernel, stride, Optional.empty(), Activation.IDENTITY, WeightInit.AUTO);
    assertThat(back.outputShape(grown)).isEqualTo(IMAGE);
  }

  @Test
  void poolingStepsByItsKernelUnlessTold() {
    assertThat(new MaxPooling(3, Optional.empty()).outputShape(IMAGE))
        .isEqualTo(new FeatureShape(2, 2, 3));
    assertThat(new AveragePooling(3, Optional.empty()).outputShape(IMAGE))
        .isEqualTo(new FeatureShape(2, 2, 3));
    assertThat(new MaxPooling(3, Optional.of(1)).outputShape(IMAGE))
        .isEqualTo(new FeatureShape(6, 4, 3));
  }

  @ParameterizedTest
  @CsvSource({
    "RELU, RELU",
    "LEAKY_RELU, RELU",
    "ELU, RELU",
    "SILU, RELU",
    "GELU, RELU",
    "IDENTITY, XAVIER",
    "TANH, XAVIER",
    "SIGMOID, XAVIER",
    "SOFTPLUS, XAVIER"
  })
  void autoStartsWeightsAsTheActivationNeeds(Activation activation, WeightInit start) {
    assertThat(dense(3, activation, false).parameters("head", FeatureShape.flat(2)))
        .contains(ParameterSpec.weight("head.weight", 2, 3, start));
    assertThat(convolution(3, 3, 1, 1, activation).parameters("head", IMAGE).get(0).start())
        .isEqualTo(new Start.Drawn(start, 27, 27));
  }

  @Test
  void layersInsideCannotBeChangedFromOutside() {
    List<LayerSpec> layers = new ArrayList<>(List.of(convolution(3)));
    Residual residual = new Residual(layers);
    Skip skip = new Skip(layers);
    layers.clear();
    assertThat(residual.layers()).hasSize(1);
    assertThat(skip.layers()).hasSize(1);
  }
}

package org.rdvae.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.network.Layers.averagePooling;
import static org.rdvae.network.Layers.batchNormalization;
import static org.rdvae.network.Layers.convolution;
import static org.rdvae.network.Layers.dense;
import static org.rdvae.network.Layers.groupNormalization;
import static org.rdvae.network.Layers.maxPooling;
import static org.rdvae.network.Layers.residual;
import static org.rdvae.network.Layers.skip;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.tensor.TensorValues;

/**
 * Layers that share tensors with their neighbours: reshapes, which do nothing, and the ways around
 * layers, in every order in which one could write over what the other still reads; see {@link
 * GradientCheck}.
 */
class SharedTensorTest {
  private static final FeatureShape MAPS = new FeatureShape(2, 3, 2);
  private static final FeatureShape ROW = FeatureShape.flat(6);
  private static final Reshape SAME = new Reshape(2, 3, 2);

  static Stream<Arguments> chains() {
    return Stream.of(
        chain("flatten", MAPS, new Flatten()),
        chain("two reshapes", MAPS, new Flatten(), new Reshape(3, 2, 2), new Flatten()),
        chain("reshape first", MAPS, new Flatten(), dense(3, Activation.SILU, true)),
        chain("reshape last", ROW, dense(12, Activation.SILU, false), SAME),
        chain(
            "reshapes around",
            ROW,
            new Reshape(1, 1, 6),
            dense(4),
            new Reshape(2, 2, 1),
            new Flatten()),
        chain(
            "reshape between layers that use up their output",
            ROW,
            dense(12, Activation.SIGMOID, true),
            SAME,
            convolution(2, 3, 1, 1, Activation.GELU),
            new Flatten(),
            dense(2, Activation.SOFTPLUS, false)),
        chain("residual", MAPS, residual(convolution(2))),
        chain(
            "residual of normalisations",
            MAPS,
            residual(convolution(4), groups(4), convolution(2), batch())),
        chain("residual of nothing but a reshape", MAPS, residual(SAME)),
        chain("residual of two reshapes", MAPS, residual(new Flatten(), SAME)),
        chain("residual with reshape first", MAPS, residual(new Flatten(), SAME, convolution(2))),
        chain("residual with reshape last", MAPS, residual(dense(12, Activation.GELU, true), SAME)),
        chain("residual of a residual", MAPS, residual(residual(SAME), convolution(2))),
        chain(
            "residuals one after the other",
            MAPS,
            residual(convolution(2)),
            residual(convolution(2), SAME)),
        chain(
            "residual between activations",
            ROW,
            dense(6, Activation.SILU, false),
            residual(dense(6, Activation.SILU, true)),
            dense(6, Activation.SIGMOID, false)),
        chain(
            "residual of a reshape between activations",
            ROW,
            dense(6, Activation.TANH, false),
            residual(new Flatten()),
            dense(3, Activation.SILU, true)),
        chain("residual of dropout", MAPS, residual(new Dropout(0.5)), convolution(2)),
        chain(
            "residual of pooling",
            MAPS,
            convolution(2),
            residual(maxPooling(1, 1)),
            residual(averagePooling(1, 1))),
        chain(
            "reshape around a residual",
            MAPS,
            new Flatten(),
            residual(dense(12)),
            SAME,
            residual(convolution(2))),
        chain("skip", MAPS, skip(convolution(3))),
        chain("skip of nothing but a reshape", MAPS, skip(SAME)),
        chain(
            "skip of two reshapes between layers",
            MAPS,
            convolution(2),
            skip(new Flatten(), SAME),
            convolution(1)),
        chain("skip with reshape first", MAPS, skip(new Flatten(), SAME, convolution(1))),
        chain(
            "skip with reshape last",
            MAPS,
            skip(dense(18, Activation.SILU, false), new Reshape(2, 3, 3)),
            convolution(2)),
        chain("skip on flat features", ROW, skip(dense(4, Activation.SIGMOID, true)), dense(3)),
        chain("nested skips", MAPS, skip(convolution(1), skip(convolution(2))), convolution(2)),
        chain(
            "skip of a residual",
            MAPS,
            skip(residual(convolution(2)), batch()),
            residual(skip(convolution(1)), convolution(4))),
        chain(
            "dropout first", MAPS, new Dropout(0.3), skip(convolution(1)), new Flatten(), dense(2)),
        chain("pooling first", MAPS, maxPooling(2, 1), residual(convolution(2)), dense(2)),
        chain(
            "pooling without parameters",
            MAPS,
            averagePooling(2, 1),
            residual(maxPooling(1, 1)),
            skip(new Dropout(0.2))),
        chain("normalisation first", MAPS, groups(2), batch(), skip(groups(1))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("chains")
  void gradientsEqualDifferences(String name, FeatureShape shape, List<LayerSpec> layers) {
    GradientCheck.expectDifferences(3, shape, layers);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("chains")
  void inferenceLeavesTheInputAsItIs(String name, FeatureShape shape, List<LayerSpec> layers) {
    try (SmallNetwork network = new SmallNetwork(3, shape, layers, SmallNetwork.Use.INFERENCE)) {
      double[] input = network.input();
      double[] parameters = network.parameters();
      double[] first = network.output();
      assertThat(network.output()).as("second output").isEqualTo(first);
      assertThat(network.input()).isEqualTo(input);
      assertThat(network.parameters()).isEqualTo(parameters);
      assertThat(network.network().outputGradient()).isNull();
    }
  }

  @Test
  void aResidualAddsItsInput() {
    try (SmallNetwork plain = new SmallNetwork(2, MAPS, List.of(convolution(2)));
        SmallNetwork residual = new SmallNetwork(2, MAPS, List.of(residual(convolution(2))))) {
      double[] expected = plain.output();
      double[] input = plain.input();
      for (int i = 0; i < expected.length; i++) {
        expected[i] += input[i];
      }
      assertThat(residual.output()).isEqualTo(expected);
    }
  }

  @Test
  void aSkipPutsTheInputsChannelsFirst() {
    try (SmallNetwork plain = new SmallNetwork(2, MAPS, List.of(convolution(3)));
        SmallNetwork skip = new SmallNetwork(2, MAPS, List.of(skip(convolution(3))))) {
      double[] inner = plain.output();
      double[] input = plain.input();
      double[] joined = skip.output();
      assertThat(skip.spec().output()).isEqualTo(new FeatureShape(2, 3, 5));
      for (int place = 0; place < 12; place++) {
        assertThat(joined[5 * place]).isEqualTo(input[2 * place]);
        assertThat(joined[5 * place + 1]).isEqualTo(input[2 * place + 1]);
        for (int channel = 0; channel < 3; channel++) {
          assertThat(joined[5 * place + 2 + channel]).isEqualTo(inner[3 * place + channel]);
        }
      }
    }
  }

  @Test
  void aReshapeKeepsEveryValue() {
    List<LayerSpec> layers = List.of(new Flatten(), new Reshape(3, 1, 4), new Reshape(1, 6, 2));
    try (SmallNetwork network = new SmallNetwork(2, MAPS, layers)) {
      assertThat(network.spec().output()).isEqualTo(new FeatureShape(1, 6, 2));
      assertThat(network.output()).isEqualTo(network.input());
      network.backward();
      assertThat(network.inputGradient()).isEqualTo(network.outputWeights());
    }
  }

  /** Nobody computes the gradient that only leads to an input for which nobody asked. */
  @Test
  void layersWithoutParametersInFrontAskForNoGradient() {
    List<LayerSpec> layers =
        List.of(
            new Dropout(0.1),
            maxPooling(1, 1),
            averagePooling(1, 1),
            new Upsampling(1),
            SAME,
            residual(new Dropout(0.1)),
            skip(new Flatten(), SAME));
    try (SmallNetwork network =
        new SmallNetwork(2, MAPS, layers, SmallNetwork.Use.TRAINING_WITHOUT_INPUT_GRADIENT)) {
      assertThat(network.network().outputGradient()).isNull();
      assertThat(network.network().backwardOperations()).isEmpty();
      network.backward();
      assertThat(TensorValues.read(network.network().output())).isNotEmpty();
    }
  }

  private static Arguments chain(String name, FeatureShape shape, LayerSpec... layers) {
    return Arguments.of(name, shape, List.of(layers));
  }

  private static LayerSpec groups(int groups) {
    return groupNormalization(groups, Activation.SILU);
  }

  private static LayerSpec batch() {
    return batchNormalization(Activation.TANH);
  }
}

package org.rdvae.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.network.LayerSpec.Dense;
import org.rdvae.tensor.FiniteDifferences;

/**
 * The gradients of planned networks by every parameter and by the input, against finite differences
 * in double.
 */
class NetworkGradientTest {

  static Stream<Arguments> layers() {
    return Stream.of(Activation.values())
        .flatMap(
            activation -> Stream.of(false, true).map(gated -> Arguments.of(activation, gated)));
  }

  @ParameterizedTest(name = "{0}, gated {1}")
  @MethodSource("layers")
  void ofOneLayerEqualsDifferences(Activation activation, boolean gated) {
    expectDifferences(3, 5, List.of(dense(7, activation, gated)));
    expectDifferences(1, 1, List.of(dense(1, activation, gated)));
  }

  @ParameterizedTest(name = "{0}, gated {1}")
  @MethodSource("layers")
  void ofThreeLayersEqualsDifferences(Activation activation, boolean gated) {
    expectDifferences(
        4,
        3,
        List.of(
            dense(5, activation, gated),
            dense(2, Activation.TANH, false),
            dense(6, activation, gated)));
  }

  @Test
  void ofTwoLayersOfDifferentKindsEqualsDifferences() {
    expectDifferences(
        5, 7, List.of(dense(6, Activation.GELU, true), dense(3, Activation.SOFTPLUS, false)));
    expectDifferences(
        2, 9, List.of(dense(3, Activation.SILU, false), dense(11, Activation.ELU, true)));
  }

  /** The backward pass writes over what the forward pass left, so a second step must begin anew. */
  @Test
  void isTheSameInTheNextStep() {
    try (SmallNetwork network =
        new SmallNetwork(
            3, 5, List.of(dense(7, Activation.SILU, true), dense(2, Activation.GELU, true)))) {
      network.backward();
      double[] byParameters = network.parameterGradient();
      double[] byInput = network.inputGradient();
      network.backward();
      assertThat(network.parameterGradient()).isEqualTo(byParameters);
      assertThat(network.inputGradient()).isEqualTo(byInput);
    }
  }

  @Test
  void byParametersIsTheSameWithoutTheOneByTheInput() {
    List<LayerSpec> layers =
        List.of(dense(7, Activation.TANH, true), dense(2, Activation.ELU, false));
    try (SmallNetwork with = new SmallNetwork(3, 5, layers);
        SmallNetwork without = new SmallNetwork(3, 5, layers, false)) {
      with.backward();
      without.backward();
      assertThat(without.parameterGradient()).isEqualTo(with.parameterGradient());
    }
  }

  private static void expectDifferences(int rows, int inputs, List<LayerSpec> layers) {
    try (SmallNetwork network = new SmallNetwork(rows, inputs, layers)) {
      double[] parameters = network.parameters();
      double[] input = network.input();
      network.backward();
      double[] byParameters = network.parameterGradient();
      double[] byInput = network.inputGradient();
      FiniteDifferences.expectEqual(
          "gradient by parameters",
          byParameters,
          FiniteDifferences.gradient(moved -> network.lossAt(moved, input), parameters));
      FiniteDifferences.expectEqual(
          "gradient by the input",
          byInput,
          FiniteDifferences.gradient(moved -> network.lossAt(parameters, moved), input));
    }
  }

  private static Dense dense(int units, Activation activation, boolean gated) {
    return new Dense(units, activation, gated, WeightInit.AUTO);
  }
}

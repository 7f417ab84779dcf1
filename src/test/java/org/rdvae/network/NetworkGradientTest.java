package org.rdvae.network;

import static org.rdvae.network.Layers.dense;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradients of networks of dense layers; see {@link GradientCheck}. */
class NetworkGradientTest {

  static Stream<Arguments> layers() {
    return Stream.of(Activation.values())
        .flatMap(
            activation -> Stream.of(false, true).map(gated -> Arguments.of(activation, gated)));
  }

  @ParameterizedTest(name = "{0}, gated {1}")
  @MethodSource("layers")
  void ofOneLayerEqualsDifferences(Activation activation, boolean gated) {
    GradientCheck.expectDifferences(3, FeatureShape.flat(5), dense(7, activation, gated));
    GradientCheck.expectDifferences(1, FeatureShape.flat(1), dense(1, activation, gated));
  }

  @ParameterizedTest(name = "{0}, gated {1}")
  @MethodSource("layers")
  void ofThreeLayersEqualsDifferences(Activation activation, boolean gated) {
    GradientCheck.expectDifferences(
        4,
        FeatureShape.flat(3),
        dense(5, activation, gated),
        dense(2, Activation.TANH, false),
        dense(6, activation, gated));
  }

  @Test
  void ofTwoLayersOfDifferentKindsEqualsDifferences() {
    GradientCheck.expectDifferences(
        5,
        FeatureShape.flat(7),
        dense(6, Activation.GELU, true),
        dense(3, Activation.SOFTPLUS, false));
    GradientCheck.expectDifferences(
        2, FeatureShape.flat(9), dense(3, Activation.SILU, false), dense(11, Activation.ELU, true));
  }

  @Test
  void takesFeatureMapsAsOneRow() {
    GradientCheck.expectDifferences(2, new FeatureShape(2, 3, 2), dense(4), dense(3));
  }
}

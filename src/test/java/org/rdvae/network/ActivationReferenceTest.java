package org.rdvae.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rdvae.tensor.FiniteDifferences;

class ActivationReferenceTest {

  @ParameterizedTest
  @EnumSource(Activation.class)
  void derivativeEqualsDifferencesOfTheValue(Activation activation) {
    double[] points = {-100, -88.8, -50, -20, -5, -1, -0.1, 0.1, 1, 5, 20, 50, 88.8, 100};
    for (double x : points) {
      double[] differences =
          FiniteDifferences.gradient(
              point -> ActivationReference.value(activation, point[0]), new double[] {x});
      FiniteDifferences.expectEqual(
          activation + " at " + x,
          new double[] {ActivationReference.derivative(activation, x)},
          differences);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Activation.class,
      names = {"RELU", "LEAKY_RELU", "ELU"},
      mode = EnumSource.Mode.EXCLUDE)
  void smoothFunctionsHaveTheirDerivativeAtZero(Activation activation) {
    double[] differences =
        FiniteDifferences.gradient(
            point -> ActivationReference.value(activation, point[0]), new double[] {0});
    FiniteDifferences.expectEqual(
        activation + " at 0",
        new double[] {ActivationReference.derivative(activation, 0)},
        differences);
  }

  /** Published or easily checked numbers, so that value and derivative cannot be wrong together. */
  @Test
  void hasKnownValues() {
    expect(Activation.IDENTITY, -3, -3);
    expect(Activation.RELU, -3, 0);
    expect(Activation.RELU, 3, 3);
    expect(Activation.LEAKY_RELU, -3, -0.03);
    expect(Activation.ELU, -1, 1 / Math.E - 1);
    expect(Activation.ELU, 2, 2);
    expect(Activation.TANH, Math.log(3), 0.8);
    expect(Activation.SIGMOID, Math.log(3), 0.75);
    expect(Activation.SOFTPLUS, 0, Math.log(2));
    expect(Activation.SOFTPLUS, 100, 100);
    expect(Activation.SILU, Math.log(3), 0.75 * Math.log(3));
    expect(Activation.GELU, 1, 0.8413447460685429);
    expect(Activation.GELU, -2, -2 * 0.02275013194817921);
  }

  private static void expect(Activation activation, double x, double value) {
    assertThat(ActivationReference.value(activation, x))
        .as("%s of %s", activation, x)
        .isCloseTo(value, within(1e-12));
  }
}

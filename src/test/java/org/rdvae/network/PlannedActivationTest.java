package org.rdvae.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.Tensor;
import org.rdvae.tensor.TensorValues;
import org.rdvae.tensor.TestDevice;

class PlannedActivationTest {
  /** Around 88.8 exp leaves float32; at 0 the rectifiers have no derivative. */
  private static final double[] POINTS = {
    -100, -88.8, -50, -20, -5, -1, -0.1, 0, 0.1, 1, 5, 20, 50, 88.8, 100,
  };

  private static final double[] FAR_POINTS = {-1e30, -1e10, -1e4, 1e4, 1e10, 1e30};

  static Stream<Arguments> activationsAndPrecisions() {
    return Stream.of(Activation.values())
        .flatMap(
            activation ->
                Stream.of(Precision.values())
                    .map(precision -> Arguments.of(activation, precision)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("activationsAndPrecisions")
  void forwardEqualsTheReference(Activation activation, Precision precision) {
    double[] x = rounded(POINTS, precision);
    double[] found = forward(activation, precision, x);
    for (int i = 0; i < x.length; i++) {
      assertThat(found[i])
          .as("%s of %s", activation, x[i])
          .isCloseTo(
              ActivationReference.value(activation, x[i]), within(tolerance(precision, x[i])));
    }
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("activationsAndPrecisions")
  void backwardEqualsTheReference(Activation activation, Precision precision) {
    double[] x = rounded(POINTS, precision);
    double[] gradient = TensorValues.random(1, x.length);
    double[] found = backward(activation, precision, x, gradient);
    for (int i = 0; i < x.length; i++) {
      boolean kink =
          x[i] == 0
              && List.of(Activation.RELU, Activation.LEAKY_RELU, Activation.ELU)
                  .contains(activation);
      if (!kink) {
        assertThat(found[i])
            .as("%s' of %s times %s", activation, x[i], gradient[i])
            .isCloseTo(
                gradient[i] * ActivationReference.derivative(activation, x[i]),
                within(tolerance(precision, x[i]) * Math.max(1, Math.abs(gradient[i]))));
      }
    }
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("activationsAndPrecisions")
  void isFiniteFarOut(Activation activation, Precision precision) {
    double[] ones = new double[FAR_POINTS.length];
    Arrays.fill(ones, 1);
    for (double value : forward(activation, precision, FAR_POINTS)) {
      assertThat(value).isFinite();
    }
    for (double value : backward(activation, precision, FAR_POINTS, ones)) {
      assertThat(value).isBetween(-0.2, 1.2);
    }
  }

  private static double[] forward(Activation activation, Precision precision, double[] x) {
    try (Kernels kernels = TestDevice.CPU.kernels(precision)) {
      Tensor input = TensorValues.tensor(kernels, 1, x.length, x);
      Tensor output =
          PlannedActivation.keepsInput(activation) ? kernels.tensor(1, x.length) : input;
      PlannedActivation planned = PlannedActivation.plan(kernels, activation, input, output, null);
      planned.forward().forEach(Operation::run);
      assertThat(planned.backward()).as("backward operations without a gradient").isEmpty();
      return TensorValues.read(output);
    }
  }

  private static double[] backward(
      Activation activation, Precision precision, double[] x, double[] gradient) {
    try (Kernels kernels = TestDevice.CPU.kernels(precision)) {
      Tensor input = TensorValues.tensor(kernels, 1, x.length, x);
      Tensor output =
          PlannedActivation.keepsInput(activation) ? kernels.tensor(1, x.length) : input;
      Tensor through = TensorValues.tensor(kernels, 1, x.length, gradient);
      PlannedActivation planned =
          PlannedActivation.plan(kernels, activation, input, output, through);
      planned.forward().forEach(Operation::run);
      planned.backward().forEach(Operation::run);
      return TensorValues.read(through);
    }
  }

  /**
   * The formulas work with numbers around 1, then multiply by x: their error is some epsilons of
   * the larger of both.
   */
  private static double tolerance(Precision precision, double x) {
    double epsilons = 8 * TensorValues.epsilon(precision) * Math.max(1, Math.abs(x));
    // The reference's own integral is good to 1e-12.
    return Math.max(epsilons, 1e-12);
  }

  private static double[] rounded(double[] values, Precision precision) {
    double[] result = values.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] = precision == Precision.FLOAT32 ? (float) result[i] : result[i];
    }
    return result;
  }
}

package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.network.ParameterLayout;
import org.rdvae.network.ParameterSpec;
import org.rdvae.network.WeightInit;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.Tensor;
import org.rdvae.tensor.TensorValues;
import org.rdvae.tensor.TestDevice;

class GradientNormsTest {

  @ParameterizedTest
  @MethodSource("org.rdvae.training.PiecewiseUpdates#sizes")
  void equalTheNormInDouble(int size) {
    double[] gradient = TensorValues.random(1, size);
    // Each of the partial sums has at most three terms.
    double expected = norm(gradient, 0, size);
    assertThat(measure(gradient, size).total()).isCloseTo(expected, within(1e-6 * expected));
  }

  @Test
  void areThoseOfEachTensorAndOfAll() {
    int[] ends = {1, 4, ChunkedVector.CHUNK, 2 * ChunkedVector.CHUNK + 1, 39_000, 40_000};
    double[] gradient = TensorValues.random(1, 40_000);
    GradientNorms norms = measure(gradient, ends);
    int begin = 0;
    for (int tensor = 0; tensor < ends.length; tensor++) {
      double expected = norm(gradient, begin, ends[tensor]);
      assertThat(norms.ofTensor(tensor))
          .as("tensor %d", tensor)
          .isCloseTo(expected, within(1e-6 * expected));
      begin = ends[tensor];
    }
    double expected = norm(gradient, 0, 40_000);
    assertThat(norms.total()).isCloseTo(expected, within(1e-6 * expected));
  }

  @Test
  void ofZerosAreZero() {
    assertThat(measure(new double[10_000], 10_000).total()).isZero();
  }

  @Test
  void areMeasuredAnewEachTime() {
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      Tensor gradient = PiecewiseUpdates.tensor(kernels, 3, 4);
      GradientNorms norms = new GradientNorms(new Crew(1), 2);
      norms.measure(gradient);
      norms.measure(gradient);
      assertThat(norms.total()).isEqualTo(5);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16_383, 16_384, 19_999})
  void areNotFiniteIfOneElementIsNot(int place) {
    for (double bad :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      double[] gradient = TensorValues.random(1, 20_000);
      gradient[place] = bad;
      assertThat(Double.isFinite(measure(gradient, 100, 20_000).total()))
          .as("norm with %s at %d is finite", bad, place)
          .isFalse();
    }
  }

  @Test
  void tensorsEndWhereTheLayoutSays() {
    ParameterLayout layout =
        new ParameterLayout(
            List.of(
                ParameterSpec.weight("a", 2, 3, WeightInit.AUTO),
                ParameterSpec.statistic("mean", 5, 0),
                ParameterSpec.row("b", 3, 0)));
    assertThat(GradientNorms.ends(layout)).containsExactly(6, 9);
    assertThat(new GradientNorms(new Crew(1), GradientNorms.ends(layout)).size())
        .isEqualTo(layout.trained());
  }

  private static GradientNorms measure(double[] gradient, int... ends) {
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      GradientNorms norms = new GradientNorms(new Crew(1), ends);
      norms.measure(TensorValues.tensor(kernels, 1, gradient.length, gradient));
      return norms;
    }
  }

  private static double norm(double[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i] * values[i];
    }
    return Math.sqrt(sum);
  }
}

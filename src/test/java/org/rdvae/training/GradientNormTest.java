package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.Tensor;
import org.rdvae.tensor.TensorValues;
import org.rdvae.tensor.TestDevice;
import org.rdvae.training.TrainingSettings.Optimizer;

class GradientNormTest {
  private static final Optimizer.Adam SETTINGS = new Optimizer.Adam(1e-3, 0.9, 0.999, 1e-8, 0);

  @ParameterizedTest
  @ValueSource(ints = {1, 8191, 8192, 8193, 20_000})
  void equalsTheNormInDouble(int size) {
    double[] gradient = TensorValues.random(1, size);
    double sum = 0;
    for (double element : gradient) {
      sum += element * element;
    }
    // Each of the partial sums has at most three terms.
    assertThat(norm(gradient)).isCloseTo(Math.sqrt(sum), within(1e-6 * Math.sqrt(sum)));
  }

  @Test
  void ofZerosIsZero() {
    assertThat(norm(new double[10_000])).isZero();
  }

  @Test
  void isMeasuredAnewEachTime() {
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      Tensor gradient = TensorValues.tensor(kernels, 1, 2, new double[] {3, 4});
      Adam adam = new Adam(SETTINGS, new float[2], new float[2], new float[2]);
      assertThat(adam.gradientNorm(gradient)).isEqualTo(5);
      assertThat(adam.gradientNorm(gradient)).isEqualTo(5);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8191, 8192, 16_383, 16_384, 19_999})
  void isNotFiniteIfOneElementIsNot(int place) {
    for (double bad :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      double[] gradient = TensorValues.random(1, 20_000);
      gradient[place] = bad;
      assertThat(Double.isFinite(norm(gradient)))
          .as("norm with %s at %d is finite", bad, place)
          .isFalse();
    }
  }

  private static double norm(double[] gradient) {
    int size = gradient.length;
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      Adam adam = new Adam(SETTINGS, new float[size], new float[size], new float[size]);
      return adam.gradientNorm(TensorValues.tensor(kernels, 1, size, gradient));
    }
  }
}

package org.rdvae.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.rdvae.tensor.FiniteDifferences;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.Tensor;
import org.rdvae.tensor.TensorValues;
import org.rdvae.tensor.TestDevice;

class PlannedGaussianTest {
  private static final int ROWS = 3;
  private static final int VALUES = 7;

  @Test
  void gradientEqualsDifferencesOfTheMeanDistortion() {
    double[] x = TensorValues.random(1, ROWS * VALUES);
    // The heads, and behind them ln σ.
    double[] point = TensorValues.random(2, ROWS * VALUES + 1);
    double[] differences = FiniteDifferences.gradient(at -> meanDistortion(at, x), point);
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64)) {
      double[] found = new double[point.length];
      Plan plan = new Plan(kernels, ROWS, VALUES, point, x);
      plan.planned.gradient();
      System.arraycopy(TensorValues.read(plan.headGradient), 0, found, 0, ROWS * VALUES);
      found[ROWS * VALUES] = plan.logStddevGradient.get(0);
      FiniteDifferences.expectEqual("seeds 1 and 2", found, differences);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT32, 1, 1, -2.3",
    "FLOAT32, 128, 784, -2.3",
    "FLOAT32, 128, 784, -5",
    "FLOAT32, 20, 3072, 1",
    "FLOAT64, 128, 784, -5"
  })
  void gradientEqualsTheFormula(Precision precision, int rows, int values, float logStddev) {
    int size = rows * values;
    double[] x = TensorValues.random(3, size);
    double[] point = TensorValues.random(4, size + 1);
    point[size] = logStddev;
    double epsilon = TensorValues.epsilon(precision);
    try (Kernels kernels = TestDevice.CPU.kernels(precision)) {
      Plan plan = new Plan(kernels, rows, values, point, x);
      plan.planned.gradient();
      double byLogStddev = 0;
      double squares = 0;
      for (int i = 0; i < size; i++) {
        double mean = 0.5 + point[i];
        double byMean = Gaussian.distortionByMean(x[i], mean, logStddev) / rows;
        double scale =
            (0.5 + Math.abs(point[i]) + Math.abs(x[i])) * Math.exp(-2 * logStddev) / rows;
        assertThat(plan.headGradient.get(i))
            .as("head %d, seeds 3 and 4", i)
            .isCloseTo(byMean, within(8 * epsilon * scale));
        double term = Gaussian.distortionByLogStddev(x[i], mean, logStddev) / rows;
        byLogStddev += term;
        squares += Math.abs(term);
      }
      assertThat(plan.logStddevGradient.get(0))
          .as("by ln σ, seeds 3 and 4")
          .isCloseTo(byLogStddev, within(32 * epsilon * squares));
    }
  }

  @Test
  void followsWhatTheOptimizerLearns() {
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64)) {
      Plan plan = new Plan(kernels, 1, 1, new double[] {0.25, 0}, new double[] {0});
      plan.planned.gradient();
      assertThat(plan.headGradient.get(0)).isCloseTo(0.75, within(1e-15));
      plan.logStddev.set(0, Math.log(0.5));
      plan.planned.gradient();
      assertThat(plan.headGradient.get(0)).isCloseTo(3, within(1e-14));
      assertThat(plan.logStddevGradient.get(0)).isCloseTo(1 - 2.25, within(1e-14));
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void distortionEqualsTheFormulaInTheFirstRowsOnly(Precision precision) {
    double[] point = TensorValues.random(5, ROWS * VALUES + 1);
    double[] x = TensorValues.random(6, ROWS * VALUES);
    float[] images = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      images[i] = (float) x[i];
    }
    try (Kernels kernels = TestDevice.CPU.kernels(precision)) {
      double[] found = {-1, -1, -1};
      new Plan(kernels, ROWS, VALUES, point, x).planned.distortion(images, 2, found);
      for (int row = 0; row < 2; row++) {
        double expected = 0;
        for (int i = row * VALUES; i < (row + 1) * VALUES; i++) {
          expected += Gaussian.distortion(x[i], 0.5 + point[i], point[ROWS * VALUES]);
        }
        assertThat(found[row]).as("row %d", row).isCloseTo(expected, within(1e-12 * expected));
      }
      assertThat(found[2]).isEqualTo(-1);
    }
  }

  @Test
  void expectationIsTheMeanWhateverItIs() {
    double[] point = {-0.5, -3, 0.25, 0.5, 7, 0, 0};
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      float[] found = {9, 9, 9, 9, 9};
      new Plan(kernels, 2, 3, point, new double[6]).planned.expectation(1, found, 1);
      assertThat(found).containsExactly(9, 0, -2.5f, 0.75f, 9);
      new Plan(kernels, 1, 5, new double[] {0.5, 7, 0, -7, -0.125, 0}, new double[5])
          .planned.expectation(1, found, 0);
      assertThat(found).containsExactly(1, 7.5f, 0.5f, -6.5f, 0.375f);
    }
  }

  private static double meanDistortion(double[] point, double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += Gaussian.distortion(x[i], 0.5 + point[i], point[x.length]);
    }
    return sum / ROWS;
  }

  /** The likelihood with all its tensors; the point holds the heads, and behind them ln σ. */
  private static final class Plan {
    final Tensor logStddev;
    final Tensor headGradient;
    final Tensor logStddevGradient;
    final PlannedLikelihood planned;

    Plan(Kernels kernels, int rows, int values, double[] point, double[] x) {
      double[] heads = new double[rows * values];
      System.arraycopy(point, 0, heads, 0, heads.length);
      logStddev = kernels.tensor(1, 1);
      logStddev.set(0, point[heads.length]);
      // Gradients lie in the middle of a longer vector, as those of a network do.
      Tensor owner = kernels.tensor(1, heads.length + 8);
      headGradient = kernels.view(owner, 3, rows, values);
      logStddevGradient = kernels.view(owner, heads.length + 5, 1, 1);
      planned =
          new GaussianLikelihood(0.1)
              .plan(
                  LikelihoodPlaces.training(
                      kernels,
                      List.of(TensorValues.tensor(kernels, rows, values, heads)),
                      List.of(headGradient),
                      List.of(logStddev),
                      List.of(logStddevGradient),
                      TensorValues.tensor(kernels, rows, values, x)));
    }
  }
}

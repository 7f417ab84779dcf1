package org.rdvae.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.FiniteDifferences;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.Tensor;
import org.rdvae.tensor.TensorValues;
import org.rdvae.tensor.TestDevice;

class PlannedOptimalSigmaTest {
  private static final int ROWS = 3;
  private static final int VALUES = 5;
  private static final double MIN_LOG_STDDEV = -6;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void gradientEqualsDifferencesOfTheLossAtTheBestSigma(boolean weighted) {
    double[] x = TensorValues.random(1, ROWS * VALUES);
    double[] point = TensorValues.random(2, ROWS * VALUES);
    double[] weights = weighted ? new double[] {0.5, 0.125, 0.75} : new double[] {1, 1, 1};
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64)) {
      Plan plan = new Plan(kernels, point, x, weighted ? weights : null);
      plan.planned.gradient();
      double scale = weighted ? 1 : 1.0 / ROWS;
      FiniteDifferences.expectEqual(
          "seeds 1 and 2",
          TensorValues.read(plan.headGradient),
          FiniteDifferences.gradient(at -> scale * bestLoss(at, x, weights), point));
    }
  }

  /** Least over σ, by the plain formula at the root of the weighted mean of squares. */
  private static double bestLoss(double[] heads, double[] x, double[] weights) {
    double squares = 0;
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double residual = 0.5 + heads[i] - x[i];
      squares += weights[i / VALUES] * residual * residual;
      sum += weights[i / VALUES];
    }
    double logStddev = 0.5 * Math.log(squares / sum);
    return IntStream.range(0, x.length)
        .mapToDouble(
            i -> weights[i / VALUES] * Gaussian.distortion(x[i], 0.5 + heads[i], logStddev))
        .sum();
  }

  @Test
  void noOtherSigmaMakesTheLossLess() {
    double[] x = TensorValues.random(3, ROWS * VALUES);
    double[] heads = TensorValues.random(4, ROWS * VALUES);
    double[] weights = {1, 1, 1};
    double best = bestLoss(heads, x, weights);
    for (double logStddev = -2; logStddev < 3; logStddev += 0.01) {
      double at = logStddev;
      double loss =
          IntStream.range(0, x.length)
              .mapToDouble(i -> Gaussian.distortion(x[i], 0.5 + heads[i], at))
              .sum();
      assertThat(loss).isGreaterThanOrEqualTo(best);
    }
  }

  @Test
  void theAverageMovesToTheLogOfTheBestSigma() {
    double[] heads = new double[ROWS * VALUES];
    double[] x = new double[ROWS * VALUES];
    Arrays.fill(x, 0.75);
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64)) {
      Plan plan = new Plan(kernels, heads, x, null);
      plan.planned.gradient();
      assertThat(plan.logStddev.get(0)).isCloseTo(0.98 * -1 + 0.02 * Math.log(0.25), within(1e-14));
      for (int step = 0; step < 1000; step++) {
        plan.planned.gradient();
      }
      assertThat(plan.logStddev.get(0)).isCloseTo(Math.log(0.25), within(1e-8));
    }
  }

  @Test
  void aBatchThatIsForetoldExactlyHoldsSigmaAtTheSmallest() {
    double[] heads = new double[ROWS * VALUES];
    double[] x = new double[ROWS * VALUES];
    Arrays.fill(x, 0.5);
    x[0] = 0.5 + 1e-6;
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64)) {
      Plan plan = new Plan(kernels, heads, x, null);
      plan.planned.gradient();
      assertThat(plan.headGradient.get(0))
          .isCloseTo(-1e-6 / ROWS * Math.exp(-2 * MIN_LOG_STDDEV), within(1e-6));
      assertThat(plan.headGradient.get(1)).isZero();
      assertThat(plan.logStddev.get(0)).isCloseTo(0.98 * -1 + 0.02 * -6, within(1e-14));
    }
  }

  /** Whatever the batch, so that an image's score does not depend on its company. */
  @Test
  void isMeasuredByTheAverage() {
    double[] heads = TensorValues.random(5, ROWS * VALUES);
    double[] x = TensorValues.random(6, ROWS * VALUES);
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64)) {
      Plan plan = new Plan(kernels, heads, x, null);
      double[] measured = new double[ROWS];
      plan.planned.distortion(LikelihoodCase.floats(x), ROWS, measured);
      plan.planned.distortions();
      for (int row = 0; row < ROWS; row++) {
        double expected = 0;
        for (int i = row * VALUES; i < (row + 1) * VALUES; i++) {
          expected += Gaussian.distortion(x[i], 0.5 + heads[i], -1);
        }
        assertThat(measured[row]).isCloseTo(expected, within(1e-12 * expected));
        assertThat(plan.rowDistortions.get(row)).isCloseTo(expected, within(1e-12 * expected));
      }
      float[] found = new float[ROWS * VALUES];
      plan.planned.expectation(ROWS, found, 0);
      assertThat((double) found[4]).isCloseTo(0.5 + heads[4], within(1e-6));
      RandomStream stream = new RandomStream(1, RandomStream.Purpose.TEST);
      double squares = 0;
      for (int draw = 0; draw < 4000; draw++) {
        plan.planned.draw(1, stream, found, 0);
        squares += Math.pow(found[4] - 0.5 - heads[4], 2) / 4000;
      }
      assertThat(Math.sqrt(squares)).isCloseTo(Math.exp(-1), within(0.02));
    }
  }

  /** The likelihood with all its tensors. */
  private static final class Plan {
    final Tensor headGradient;
    final Tensor logStddev;
    final Tensor rowDistortions;
    final PlannedLikelihood planned;

    Plan(Kernels kernels, double[] heads, double[] x, double[] weights) {
      GaussianOptimalSigmaLikelihood likelihood =
          new GaussianOptimalSigmaLikelihood(MIN_LOG_STDDEV);
      headGradient = kernels.tensor(ROWS, VALUES);
      logStddev = kernels.tensor(1, 1);
      logStddev.set(0, likelihood.sharedParameters(VALUES).get(0).initial());
      rowDistortions = kernels.tensor(ROWS, 1);
      planned =
          likelihood.plan(
              new LikelihoodPlace(
                  kernels,
                  VALUES,
                  1,
                  List.of(TensorValues.tensor(kernels, ROWS, VALUES, heads)),
                  List.of(logStddev),
                  new LikelihoodPlace.Training(
                      List.of(headGradient),
                      // As for every running statistic there is no gradient.
                      Arrays.asList((Tensor) null),
                      TensorValues.tensor(kernels, ROWS, VALUES, x),
                      weights == null ? null : TensorValues.tensor(kernels, ROWS, 1, weights),
                      rowDistortions)));
    }
  }
}

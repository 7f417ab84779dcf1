package org.rdvae.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.FiniteDifferences;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.TensorValues;

/** Priors of positive numbers against plain arithmetic in double, and what they draw. */
class PlannedGammaPriorTest {
  private static final int ROWS = 5;
  private static final int LATENTS = 3;

  private static double[] z() {
    double[] z = TensorValues.random(1, ROWS * LATENTS);
    for (int i = 0; i < z.length; i++) {
      z[i] = (float) Math.exp(z[i]);
    }
    return z;
  }

  @ParameterizedTest
  @CsvSource({"0.5, 2", "1, 0.3", "2, 1", "30, 7"})
  void densitiesAndGradientsAreThoseOfTheFormula(double shape, double rate) {
    Prior prior = new GammaPrior(shape, rate);
    double[] weights = TensorValues.random(2, ROWS);
    try (PriorPlan plan = new PriorPlan(Precision.FLOAT64, prior, ROWS, LATENTS, true)) {
      TensorValues.write(plan.z, z());
      double[] densities = plan.logDensities();
      for (int row = 0; row < ROWS; row++) {
        double expected = 0;
        for (int i = 0; i < LATENTS; i++) {
          double x = z()[row * LATENTS + i];
          expected += IncompleteGamma.logDensity(shape, rate * x) + Math.log(rate);
        }
        assertThat(densities[row]).isCloseTo(expected, within(1e-10));
      }
      double[] differences =
          FiniteDifferences.gradient(
              moved -> {
                TensorValues.write(plan.z, moved);
                double[] logs = plan.logDensities();
                double sum = 0;
                for (int row = 0; row < ROWS; row++) {
                  sum += weights[row] * logs[row];
                }
                return sum;
              },
              z());
      TensorValues.write(plan.z, z());
      TensorValues.write(plan.weights, weights);
      plan.planned.logDensity();
      plan.planned.backward();
      FiniteDifferences.expectEqual("by z", TensorValues.read(plan.zGradient), differences);
    }
  }

  @Test
  void theExponentialOneIsOfShapeOne() {
    try (PriorPlan exponential =
            new PriorPlan(Precision.FLOAT64, new ExponentialPrior(0.4), ROWS, LATENTS, false);
        PriorPlan gamma =
            new PriorPlan(Precision.FLOAT64, new GammaPrior(1, 0.4), ROWS, LATENTS, false)) {
      TensorValues.write(exponential.z, z());
      TensorValues.write(gamma.z, z());
      assertThat(exponential.logDensities()).isEqualTo(gamma.logDensities());
    }
  }

  @Test
  void drawsHaveMeanAndVarianceAndShrinkTowardsTheMedian() {
    int rows = 10_000;
    try (PriorPlan plan =
        new PriorPlan(Precision.FLOAT32, new GammaPrior(2.5, 2), rows, LATENTS, false)) {
      float[] z = new float[rows * LATENTS];
      plan.planned.draw(new RandomStream(1, RandomStream.Purpose.TEST), 1, rows, z);
      double mean = 0;
      double square = 0;
      for (float value : z) {
        assertThat(value).isPositive();
        mean += value / z.length;
        square += value * value / z.length;
      }
      double error = Math.sqrt(2.5 / 4 / z.length);
      assertThat(mean).isCloseTo(2.5 / 2, within(4 * error));
      assertThat(square - mean * mean).isCloseTo(2.5 / 4, within(0.03));

      plan.planned.draw(new RandomStream(1, RandomStream.Purpose.TEST), 0, 1, z);
      double median = new GammaQuantile().of(2.5, 0) / 2;
      assertThat(z[0]).isCloseTo((float) median, within(1e-6f));
    }
  }
}

package org.rdvae.distribution;

import static org.rdvae.distribution.PosteriorCase.LATENTS;
import static org.rdvae.distribution.PosteriorCase.ROWS;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.tensor.FiniteDifferences;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.TensorValues;

/** Every gradient of posteriors by samples against finite differences. */
class PosteriorGradientTest {
  @ParameterizedTest
  @MethodSource("org.rdvae.distribution.PosteriorCase#all")
  void theWholeGradientIsThatOfSamplesAndDensities(PosteriorCase of) {
    try (PosteriorPlan plan = plan(of, RateGradient.TOTAL)) {
      double[] weights = TensorValues.random(5, ROWS);
      double[] slopes = TensorValues.random(6, ROWS * LATENTS);
      double[] differences =
          FiniteDifferences.gradient(
              moved -> {
                run(plan, moved, of.noise());
                return dot(slopes, TensorValues.read(plan.sampled.z()))
                    + dot(weights, TensorValues.read(plan.sampled.logDensities()));
              },
              of.numbers());
      expect(of, plan, weights, slopes, differences);
    }
  }

  @ParameterizedTest
  @MethodSource("org.rdvae.distribution.PosteriorCase#explicit")
  void thePathGradientHoldsTheDensitysOwnHeads(PosteriorCase of) {
    try (PosteriorPlan plan = plan(of, RateGradient.PATH)) {
      double[] weights = TensorValues.random(5, ROWS);
      double[] slopes = TensorValues.random(6, ROWS * LATENTS);
      double[] numbers = of.numbers();
      double[] differences =
          FiniteDifferences.gradient(
              moved -> {
                double sum = 0;
                for (int row = 0; row < ROWS; row++) {
                  double[] z = of.z(moved, of.noise(), row);
                  sum += weights[row] * of.plain().logDensity(of.heads(numbers, row), z);
                  for (int i = 0; i < LATENTS; i++) {
                    sum += slopes[row * LATENTS + i] * z[i];
                  }
                }
                return sum;
              },
              numbers);
      expect(of, plan, weights, slopes, differences);
    }
  }

  @ParameterizedTest
  @MethodSource("org.rdvae.distribution.PosteriorCase#explicit")
  void theScoreHoldsTheSample(PosteriorCase of) {
    try (PosteriorPlan plan = plan(of, RateGradient.SCORE)) {
      double[] weights = TensorValues.random(5, ROWS);
      double[] numbers = of.numbers();
      double[] differences =
          FiniteDifferences.gradient(
              moved -> {
                double sum = 0;
                for (int row = 0; row < ROWS; row++) {
                  double[] z = of.z(numbers, of.noise(), row);
                  sum += weights[row] * of.plain().logDensity(of.heads(moved, row), z);
                }
                return sum;
              },
              numbers);
      expect(of, plan, weights, null, differences);
    }
  }

  private static PosteriorPlan plan(PosteriorCase of, RateGradient gradient) {
    return new PosteriorPlan(Precision.FLOAT64, of.posterior(), ROWS, LATENTS, gradient, null);
  }

  private static void run(PosteriorPlan plan, double[] numbers, double[] noise) {
    plan.write(numbers);
    TensorValues.write(plan.sampled.noise(), noise);
    plan.sampled.sample();
    plan.sampled.logDensity();
  }

  /** Twice, because a pass uses up what the one before left. */
  private static void expect(
      PosteriorCase of,
      PosteriorPlan plan,
      double[] weights,
      double[] slopes,
      double[] differences) {
    for (int step = 0; step < 2; step++) {
      run(plan, of.numbers(), of.noise());
      TensorValues.write(plan.weights, weights);
      if (slopes != null) {
        TensorValues.write(plan.sampled.zGradient(), slopes);
      }
      plan.sampled.addPathGradient();
      plan.sampled.backward();
      FiniteDifferences.expectEqual(of + " step " + step, plan.gradients(), differences);
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}

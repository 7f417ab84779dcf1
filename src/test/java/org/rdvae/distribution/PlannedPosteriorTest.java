package org.rdvae.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.rdvae.distribution.PosteriorCase.LATENTS;
import static org.rdvae.distribution.PosteriorCase.ROWS;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.tensor.FiniteDifferences;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.TensorValues;

/** Posteriors as a training step runs them against plain arithmetic in double. */
class PlannedPosteriorTest {
  @ParameterizedTest
  @MethodSource("org.rdvae.distribution.PosteriorCase#all")
  void samplesAndDensitiesAreThoseOfPlainArithmetic(PosteriorCase of) {
    for (Precision precision : Precision.values()) {
      double tolerance = precision == Precision.FLOAT64 ? 1e-8 : 2e-5;
      try (PosteriorPlan plan =
          new PosteriorPlan(precision, of.posterior(), ROWS, LATENTS, RateGradient.TOTAL, null)) {
        double[] numbers = of.numbers();
        double[] noise = of.noise();
        plan.write(numbers);
        TensorValues.write(plan.sampled.noise(), noise);
        plan.sampled.sample();
        plan.sampled.logDensity();
        for (int row = 0; row < ROWS; row++) {
          double[] z = of.z(numbers, noise, row);
          for (int i = 0; i < LATENTS; i++) {
            assertThat(plan.sampled.z().get(row * LATENTS + i))
                .as("z[%d] of row %d", i, row)
                .isCloseTo(z[i], within(tolerance * (1 + Math.abs(z[i]))));
          }
          double expected =
              of.prior() == null
                  ? throughJacobian(of, numbers, noise, row)
                  : of.plain().logDensity(of.heads(numbers, row), z);
          assertThat(plan.sampled.logDensities().get(row))
              .isCloseTo(expected, within(10 * tolerance));
        }
      }
    }
  }

  /** log N(ε; 0, 1) − log |det ∂z/∂ε| with the determinant of differences. */
  private static double throughJacobian(
      PosteriorCase of, double[] numbers, double[] noise, int row) {
    double[][] jacobian = new double[LATENTS][];
    double sum = 0;
    for (int i = 0; i < LATENTS; i++) {
      int output = i;
      double[] differences =
          FiniteDifferences.gradient(moved -> of.z(numbers, moved, row)[output], noise);
      jacobian[i] = new double[LATENTS];
      System.arraycopy(differences, row * LATENTS, jacobian[i], 0, LATENTS);
      sum += DiagonalGaussian.logDensity(noise[row * LATENTS + i], 0, 0);
    }
    return sum - Math.log(Math.abs(determinant(jacobian)));
  }

  private static double determinant(double[][] matrix) {
    double product = 1;
    for (int i = 0; i < matrix.length; i++) {
      for (int j = i + 1; j < matrix.length; j++) {
        double factor = matrix[j][i] / matrix[i][i];
        for (int k = i; k < matrix.length; k++) {
          matrix[j][k] -= factor * matrix[i][k];
        }
      }
      product *= matrix[i][i];
    }
    return product;
  }
}

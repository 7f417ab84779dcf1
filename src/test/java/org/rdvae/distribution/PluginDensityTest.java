package org.rdvae.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.base.PluginNumber;
import org.rdvae.base.Plugins;
import org.rdvae.data.ValueKind;
import org.rdvae.tensor.FiniteDifferences;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.TensorValues;
import org.rdvae.tensor.TestDevice;

/** The densities of the example plugins, planned as training plans them. */
class PluginDensityTest {
  private static final int ROWS = 4;
  private static final int LATENTS = 3;
  private static final double SCALE = 0.25;
  private static final List<PluginNumber> SETTINGS = List.of(new PluginNumber("scale", SCALE));

  @BeforeEach
  void allowPlugins() {
    Plugins.allow(true);
  }

  @AfterEach
  void forbidPlugins() {
    Plugins.allow(false);
  }

  /** −log of the density as textbooks write it. */
  private static double cauchy(double x, double head) {
    double r = (x - 0.5 - head) / SCALE;
    return -Math.log(1 / (Math.PI * SCALE * (1 + r * r)));
  }

  private static double logistic(double[] z) {
    return Arrays.stream(z)
        .map(e -> Math.log(1 / (4 * SCALE * Math.pow(Math.cosh(e / (2 * SCALE)), 2))))
        .sum();
  }

  private static final LikelihoodCase CAUCHY =
      new LikelihoodCase(
          "cauchy",
          new PluginLikelihood("com.example.CauchyLikelihood", SETTINGS),
          ValueKind.LEVELS,
          1,
          (heads, shared, x) -> {
            double sum = 0;
            for (int i = 0; i < x.length; i++) {
              sum += cauchy(x[i], heads.get(0)[i]);
            }
            return sum;
          });

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aLikelihoodOfAFormulaHasItsGradientAndDistortions(boolean weighted) {
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64)) {
      LikelihoodPlan plan = new LikelihoodPlan(kernels, CAUCHY, ROWS, 6, weighted, 0.4, 3);
      plan.planned.gradient();
      FiniteDifferences.expectEqual(
          "by heads", plan.gradient(), FiniteDifferences.gradient(plan::judged, plan.point()));
      plan.planned.distortions();
      double[] measured = new double[ROWS];
      float[] images = new float[ROWS * plan.values];
      for (int i = 0; i < images.length; i++) {
        images[i] = (float) plan.x[i];
      }
      plan.planned.distortion(images, ROWS, measured);
      for (int row = 0; row < ROWS; row++) {
        double expected = plan.judged(plan.point(), row);
        assertThat(plan.rowDistortions.get(row)).isCloseTo(expected, within(1e-9));
        assertThat(measured[row]).isCloseTo(expected, within(1e-4));
      }
    }
  }

  @Test
  void aPriorHasItsDensityAndGradient() {
    Prior prior = new PluginPrior("com.example.LogisticPrior", SETTINGS);
    try (PriorPlan plan = new PriorPlan(Precision.FLOAT64, prior, ROWS, LATENTS, true)) {
      double[] z = TensorValues.random(5, ROWS * LATENTS);
      double[] weights = {0.3, -1, 0, 2};
      TensorValues.write(plan.z, z);
      TensorValues.write(plan.weights, weights);
      TensorValues.write(plan.zGradient, new double[z.length]);
      double[] found = plan.logDensities();
      for (int row = 0; row < ROWS; row++) {
        assertThat(found[row]).isCloseTo(logistic(row(z, row)), within(1e-9));
      }
      plan.planned.backward();
      FiniteDifferences.expectEqual(
          "by z",
          TensorValues.read(plan.zGradient),
          FiniteDifferences.gradient(
              at -> {
                double sum = 0;
                for (int row = 0; row < ROWS; row++) {
                  sum += weights[row] * logistic(row(at, row));
                }
                return sum;
              },
              z));
    }
  }

  private static double[] row(double[] z, int row) {
    return Arrays.copyOfRange(z, row * LATENTS, (row + 1) * LATENTS);
  }
}

package org.rdvae.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.Tensor;
import org.rdvae.tensor.TensorValues;
import org.rdvae.tensor.TestDevice;

/**
 * The planned posterior against the formulas in double, on random means and deviations with a few
 * extreme ones.
 */
class PlannedDiagonalGaussianTest {
  private static final int ROWS = 5;
  private static final int LATENTS = 3;
  private static final int SIZE = ROWS * LATENTS;

  private final double[] mean = TensorValues.random(1, SIZE);
  private final double[] logStddev = TensorValues.random(2, SIZE);
  private final double[] noise = TensorValues.random(3, SIZE);

  PlannedDiagonalGaussianTest() {
    mean[0] = 0;
    logStddev[0] = 0;
    mean[1] = -20;
    logStddev[1] = -8;
    mean[2] = 20;
    logStddev[2] = 3;
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void samplesByTheFormula(Precision precision) {
    try (Kernels kernels = TestDevice.CPU.kernels(precision)) {
      PlannedDiagonalGaussian planned = sampled(kernels, true);
      double[] z = TensorValues.read(planned.z());
      for (int i = 0; i < SIZE; i++) {
        double expected = DiagonalGaussian.sample(mean[i], logStddev[i], noise[i]);
        double scale = Math.abs(mean[i]) + Math.exp(logStddev[i]) * Math.abs(noise[i]);
        assertThat(z[i])
            .as("z %d", i)
            .isCloseTo(expected, within(8 * TensorValues.epsilon(precision) * scale));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void sumsRatesByTheFormula(Precision precision) {
    try (Kernels kernels = TestDevice.CPU.kernels(precision)) {
      PlannedDiagonalGaussian planned = sampled(kernels, true);
      planned.rates();
      double[] rates = TensorValues.read(planned.summedRates());
      for (int j = 0; j < LATENTS; j++) {
        double expected = 0;
        double scale = 0;
        for (int i = j; i < SIZE; i += LATENTS) {
          expected += DiagonalGaussian.rate(mean[i], logStddev[i]);
          scale += mean[i] * mean[i] + Math.exp(2 * logStddev[i]) + 1 + Math.abs(logStddev[i]);
        }
        assertThat(rates[j])
            .as("latent %d", j)
            .isCloseTo(expected, within(8 * TensorValues.epsilon(precision) * scale));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void leadsGradientsBackByTheFormula(Precision precision) {
    double[] dz = TensorValues.random(4, SIZE);
    double[] weights = {0.25, 0, 1.5};
    try (Kernels kernels = TestDevice.CPU.kernels(precision)) {
      Tensor meanGradient = kernels.tensor(ROWS, LATENTS);
      Tensor logStddevGradient = kernels.tensor(ROWS, LATENTS);
      PlannedDiagonalGaussian planned = sampled(kernels, meanGradient, logStddevGradient);
      // Asking for the rates in between must change nothing.
      planned.rates();
      TensorValues.write(planned.zGradient(), dz);
      TensorValues.write(planned.rateWeights(), weights);
      planned.backward();
      for (int i = 0; i < SIZE; i++) {
        double weight = weights[i % LATENTS];
        double stddev = Math.exp(logStddev[i]);
        double byMean = dz[i] + weight * DiagonalGaussian.rateByMean(mean[i]);
        double byLogStddev =
            dz[i] * stddev * noise[i] + weight * DiagonalGaussian.rateByLogStddev(logStddev[i]);
        double scale =
            Math.abs(dz[i]) * (1 + stddev * Math.abs(noise[i]))
                + weight * (Math.abs(mean[i]) + stddev * stddev + 1);
        double tolerance = 8 * TensorValues.epsilon(precision) * scale;
        assertThat(meanGradient.get(i)).as("by mean %d", i).isCloseTo(byMean, within(tolerance));
        assertThat(logStddevGradient.get(i))
            .as("by log stddev %d", i)
            .isCloseTo(byLogStddev, within(tolerance));
      }
    }
  }

  @Test
  void withoutTrainingHasNoGradients() {
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      PlannedDiagonalGaussian planned = sampled(kernels, false);
      assertThat(planned.zGradient()).isNull();
      assertThat(planned.rateWeights()).isNull();
    }
  }

  private PlannedDiagonalGaussian sampled(Kernels kernels, boolean training) {
    return training
        ? sampled(kernels, kernels.tensor(ROWS, LATENTS), kernels.tensor(ROWS, LATENTS))
        : sampled(kernels, null, null);
  }

  private PlannedDiagonalGaussian sampled(
      Kernels kernels, Tensor meanGradient, Tensor logStddevGradient) {
    PlannedDiagonalGaussian planned =
        new PlannedDiagonalGaussian(
            kernels,
            TensorValues.tensor(kernels, ROWS, LATENTS, mean),
            TensorValues.tensor(kernels, ROWS, LATENTS, logStddev),
            meanGradient,
            logStddevGradient);
    TensorValues.write(planned.noise(), noise);
    planned.sample();
    return planned;
  }
}

package org.rdvae.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.tensor.FiniteDifferences;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.Tensor;
import org.rdvae.tensor.TensorValues;
import org.rdvae.tensor.TestDevice;

class PlannedDiscretizedLogisticTest {
  private static final double MIN_LOG_SCALE = -7;
  private static final double[] LOG_SCALES = {-9, -6.99, -6, -4.5, -3, -2, -1, 0, 1, 2, 30, 80};
  private static final int MEANS = 21;

  /** Rows for every log scale and mean from −2 to 3, with one column for each level. */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void gradientEqualsTheFormulaForAllLevels(Precision precision) {
    int rows = LOG_SCALES.length * MEANS;
    double[] mean = new double[rows * 256];
    double[] logScale = new double[rows * 256];
    int[] levels = new int[rows * 256];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (-2.5 + 0.25 * (i / 256 % MEANS));
      logScale[i] = (float) (2 + LOG_SCALES[i / 256 / MEANS]);
      levels[i] = i % 256;
    }
    expectGradient(precision, rows, 256, mean, logScale, levels);
  }

  /** Where learning ends: means within a few scales of the value. */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void gradientEqualsTheFormulaNearTheLevels(Precision precision) {
    Random random = new Random(1);
    int rows = 40;
    double[] mean = new double[rows * 256];
    double[] logScale = new double[rows * 256];
    int[] levels = new int[rows * 256];
    for (int i = 0; i < mean.length; i++) {
      double atLogScale = -6.99 + 5 * random.nextDouble();
      levels[i] = i % 256;
      logScale[i] = (float) (2 + atLogScale);
      double distance = 3 * random.nextGaussian() * Math.exp(atLogScale);
      mean[i] = (float) (levels[i] / 255.0 - 0.5 + distance);
    }
    expectGradient(precision, rows, 256, mean, logScale, levels);
  }

  @Test
  void gradientEqualsDifferencesOfTheMeanDistortion() {
    int rows = 3;
    int size = rows * 5;
    int[] levels = levels(size);
    // The mean heads, and behind them the log-scale heads.
    double[] point = TensorValues.random(3, 2 * size);
    double[] differences =
        FiniteDifferences.gradient(
            at -> {
              double sum = 0;
              for (int i = 0; i < size; i++) {
                sum += DiscretizedLogistic.distortion(levels[i], 0.5 + at[i], at[size + i] - 2);
              }
              return sum / rows;
            },
            point);
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64)) {
      double[] mean = Arrays.copyOf(point, size);
      double[] logScale = Arrays.copyOfRange(point, size, 2 * size);
      Plan plan = new Plan(kernels, rows, 5, mean, logScale, levels);
      plan.planned.gradient();
      double[] found = new double[2 * size];
      System.arraycopy(TensorValues.read(plan.meanGradient), 0, found, 0, size);
      System.arraycopy(TensorValues.read(plan.logScaleGradient), 0, found, size, size);
      FiniteDifferences.expectEqual("seed 3", found, differences);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 784, 3072})
  void distortionEqualsTheFormulaInTheFirstRowsOnly(int values) {
    int size = 3 * values;
    double[] mean = TensorValues.random(4, size);
    double[] logScale = TensorValues.random(5, size);
    for (int i = 0; i < size; i++) {
      logScale[i] = (float) (2 * logScale[i]);
    }
    expectDistortion(values, mean, logScale, levels(size));
  }

  @Test
  void distortionStandsExtremeMeansAndScales() {
    double[] means = {-1e6, -100, -2, 0, 0.123, 2, 100, 1e6};
    double[] logScales = {-1000, -5, 0, 5, 40, 300};
    int values = means.length * logScales.length * 4;
    double[] mean = new double[3 * values];
    double[] logScale = new double[3 * values];
    int[] levels = new int[3 * values];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) means[i % means.length];
      logScale[i] = logScales[i / means.length % logScales.length];
      levels[i] = new int[] {0, 255, 1, 130}[i / means.length / logScales.length % 4];
    }
    expectDistortion(values, mean, logScale, levels);
  }

  @Test
  void expectationEqualsTheFormulaWithTheSmallestScale() {
    double[] mean = {-0.5, -0.25, 0, 3, 0.125, 0.25};
    double[] logScale = {0, 1, -100, -4, 50, 0};
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      float[] found = {9, 9, 9, 9, 9, 9, 9};
      new Plan(kernels, 2, 3, mean, logScale, new int[6]).planned.expectation(2, found, 1);
      assertThat(found[0]).isEqualTo(9);
      for (int i = 0; i < 6; i++) {
        double expected =
            DiscretizedLogistic.expectation(
                0.5 + mean[i], Math.max(logScale[i] - 2, MIN_LOG_SCALE));
        assertThat((double) found[i + 1]).as("value %d", i).isCloseTo(expected, within(1e-7));
      }
    }
  }

  private static void expectGradient(
      Precision precision, int rows, int values, double[] mean, double[] logScale, int[] levels) {
    double epsilon = TensorValues.epsilon(precision);
    try (Kernels kernels = TestDevice.CPU.kernels(precision)) {
      Plan plan = new Plan(kernels, rows, values, mean, logScale, levels);
      plan.planned.gradient();
      for (int i = 0; i < mean.length; i++) {
        double atMean = 0.5 + mean[i];
        double atLogScale = logScale[i] - 2;
        boolean held = atLogScale < MIN_LOG_SCALE;
        double used = held ? MIN_LOG_SCALE : atLogScale;
        double inverse = Math.exp(-used);
        double byMean = DiscretizedLogistic.distortionByMean(levels[i], atMean, used);
        double byLogScale = DiscretizedLogistic.distortionByLogScale(levels[i], atMean, used);
        // x and μ are rounded, and in units of s their distance moves by so much; so is the
        // exponent −ln s.
        double lost = (1 + Math.abs(atMean)) * inverse;
        double distance = Math.abs(levels[i] / 255.0 - atMean) * inverse;
        double meanTolerance = 16 * epsilon * inverse * (1 + lost + Math.abs(used));
        // The term of the bin's width has ten digits at least.
        double scaleTolerance = 1e-10 + 16 * epsilon * (1 + distance + lost);
        assertThat(plan.meanGradient.get(i) * rows)
            .as("by mean: level %d, mean %s, log scale %s", levels[i], atMean, atLogScale)
            .isCloseTo(byMean, within(meanTolerance));
        assertThat(plan.logScaleGradient.get(i) * rows)
            .as("by log scale: level %d, mean %s, log scale %s", levels[i], atMean, atLogScale)
            .isCloseTo(held ? 0 : byLogScale, within(scaleTolerance));
      }
    }
  }

  private static void expectDistortion(int values, double[] mean, double[] logScale, int[] levels) {
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      double[] found = {-1, -1, -1};
      Plan plan = new Plan(kernels, 3, values, mean, logScale, levels);
      plan.planned.distortion(images(levels), 2, found);
      for (int row = 0; row < 2; row++) {
        double expected = 0;
        for (int i = row * values; i < (row + 1) * values; i++) {
          expected +=
              DiscretizedLogistic.distortion(
                  levels[i], 0.5 + mean[i], Math.max(logScale[i] - 2, MIN_LOG_SCALE));
        }
        assertThat(found[row])
            .as("row %d", row)
            .isFinite()
            .isCloseTo(expected, within(1e-12 * expected));
      }
      assertThat(found[2]).isEqualTo(-1);
    }
  }

  /** Random levels, a third of them at each end: most of a real image's values are there. */
  private static int[] levels(int count) {
    Random random = new Random(2);
    int[] levels = new int[count];
    for (int i = 0; i < count; i++) {
      levels[i] = i % 3 == 0 ? random.nextInt(256) : i % 3 == 1 ? 0 : 255;
    }
    return levels;
  }

  private static float[] images(int[] levels) {
    float[] images = new float[levels.length];
    for (int i = 0; i < levels.length; i++) {
      images[i] = levels[i] / 255f;
    }
    return images;
  }

  /** The likelihood with all its tensors. */
  private static final class Plan {
    final Tensor meanGradient;
    final Tensor logScaleGradient;
    final PlannedLikelihood planned;

    Plan(Kernels kernels, int rows, int values, double[] mean, double[] logScale, int[] levels) {
      meanGradient = kernels.tensor(rows, values);
      logScaleGradient = kernels.tensor(rows, values);
      Tensor x = kernels.tensor(rows, values);
      // Not by way of float[]: in double precision the last bits of x count.
      for (int i = 0; i < levels.length; i++) {
        x.set(i, levels[i] / 255.0);
      }
      planned =
          new DiscretizedLogisticLikelihood(MIN_LOG_SCALE)
              .plan(
                  LikelihoodPlaces.training(
                      kernels,
                      List.of(
                          TensorValues.tensor(kernels, rows, values, mean),
                          TensorValues.tensor(kernels, rows, values, logScale)),
                      List.of(meanGradient, logScaleGradient),
                      List.of(),
                      List.of(),
                      x));
    }
  }
}

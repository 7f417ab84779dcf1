package org.rdvae.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.Tensor;
import org.rdvae.tensor.TensorValues;
import org.rdvae.tensor.TestDevice;

class PlannedBernoulliTest {
  private static final double[] EXTREMES = {-1000, -200, -88.8, -50, 0, 50, 88.8, 200, 1000};

  @ParameterizedTest
  @EnumSource(Precision.class)
  void gradientEqualsTheFormula(Precision precision) {
    int rows = 3;
    int pixels = 37;
    double[] logits = logits(rows * pixels);
    float[] x = softTargets(rows * pixels);
    try (Kernels kernels = TestDevice.CPU.kernels(precision)) {
      Tensor images = kernels.tensor(rows, pixels);
      images.write(x);
      Tensor gradient = kernels.tensor(rows, pixels);
      new PlannedBernoulli(
              LikelihoodPlaces.training(
                  kernels,
                  List.of(TensorValues.tensor(kernels, rows, pixels, logits)),
                  List.of(gradient),
                  List.of(),
                  List.of(),
                  images))
          .gradient();
      for (int i = 0; i < x.length; i++) {
        assertThat(gradient.get(i))
            .as("logit %s, pixel %s", logits[i], x[i])
            .isCloseTo(
                Bernoulli.distortionByLogit(logits[i], x[i]) / rows,
                within(4 * TensorValues.epsilon(precision)));
      }
    }
  }

  /** One logarithm serves 512 pixels, so the numbers around its multiples are the ones to try. */
  @ParameterizedTest
  @ValueSource(ints = {1, 511, 512, 513, 784, 1024, 1025})
  void distortionEqualsTheFormula(int pixels) {
    int rows = 4;
    expectDistortion(rows, pixels, logits(rows * pixels));
  }

  /** At logit 0 every factor of the product is 2, the largest: nothing may overflow. */
  @ParameterizedTest
  @ValueSource(ints = {513, 1024, 3072})
  void distortionStandsTheLargestFactors(int pixels) {
    expectDistortion(2, pixels, new double[2 * pixels]);
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      double[] distortion = new double[1];
      planned(kernels, kernels.tensor(1, pixels)).distortion(new float[pixels], 1, distortion);
      assertThat(distortion[0]).isCloseTo(pixels * Math.log(2), within(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void measuresTheFirstRowsOnly(int count) {
    int pixels = 5;
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      PlannedBernoulli planned = planned(kernels, kernels.tensor(4, pixels));
      double[] distortions = {-1, -1, -1, -1};
      planned.distortion(new float[count * pixels], count, distortions);
      float[] probabilities = new float[4 * pixels];
      planned.expectation(count, probabilities, 0);
      for (int row = 0; row < 4; row++) {
        double expected = row < count ? pixels * Math.log(2) : -1;
        assertThat(distortions[row]).isCloseTo(expected, within(1e-6));
        assertThat(probabilities[row * pixels]).isEqualTo(row < count ? 0.5f : 0);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void expectationsEqualTheFormula(Precision precision) {
    double[] logits = logits(40);
    try (Kernels kernels = TestDevice.CPU.kernels(precision)) {
      float[] found = new float[40];
      planned(kernels, TensorValues.tensor(kernels, 4, 10, logits)).expectation(4, found, 0);
      for (int i = 0; i < 40; i++) {
        assertThat((double) found[i]).isCloseTo(Bernoulli.probability(logits[i]), within(0x1p-23));
      }
    }
  }

  private static PlannedBernoulli planned(Kernels kernels, Tensor logits) {
    return new PlannedBernoulli(LikelihoodPlaces.inference(kernels, List.of(logits), List.of()));
  }

  private static void expectDistortion(int rows, int pixels, double[] logits) {
    float[] x = softTargets(rows * pixels);
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      PlannedBernoulli planned =
          planned(kernels, TensorValues.tensor(kernels, rows, pixels, logits));
      double[] found = new double[rows];
      planned.distortion(x, rows, found);
      for (int row = 0; row < rows; row++) {
        double expected = 0;
        for (int i = row * pixels; i < (row + 1) * pixels; i++) {
          expected += Bernoulli.distortion(logits[i], x[i]);
        }
        // exp(-|a|), at most 1, is rounded to float32; the rest is in double.
        double tolerance = 4 * 0x1p-23 * pixels + 1e-14 * expected;
        assertThat(found[row]).as("row %d", row).isFinite().isCloseTo(expected, within(tolerance));
      }
    }
  }

  /**
   * Random logits, and the extreme ones in front as far as there is room; all of them float32
   * numbers.
   */
  private static double[] logits(int count) {
    double[] logits = TensorValues.random(1, count);
    for (int i = 0; i < Math.min(count, EXTREMES.length); i++) {
      logits[i] = (float) EXTREMES[i];
    }
    return logits;
  }

  /** A third each of zeros, ones and values between. */
  private static float[] softTargets(int count) {
    RandomStream stream = new RandomStream(2, RandomStream.Purpose.TEST);
    float[] targets = new float[count];
    for (int i = 0; i < count; i++) {
      float between = (float) stream.nextUniform();
      targets[i] = i % 3 == 0 ? 0 : i % 3 == 1 ? 1 : between;
    }
    return targets;
  }
}

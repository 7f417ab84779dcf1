package org.rdvae.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.data.ValueKind;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.TestDevice;

/** Draws of every likelihood have the mean and the spread of its formula, which sums to one. */
class LikelihoodDrawsTest {
  private static final int DRAWS = 3000;

  @ParameterizedTest
  @MethodSource("org.rdvae.distribution.LikelihoodCase#all")
  void drawsHaveTheExpectedMean(LikelihoodCase tested) {
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      LikelihoodPlan plan = new LikelihoodPlan(kernels, tested, 2, 3, false, 1, 7);
      int size = 2 * plan.values;
      float[] expected = new float[size + 1];
      plan.planned.expectation(2, expected, 1);
      RandomStream stream = new RandomStream(7, RandomStream.Purpose.TEST);
      double[] sums = new double[size];
      double[] squares = new double[size];
      float[] drawn = new float[size + 1];
      for (int draw = 0; draw < DRAWS; draw++) {
        plan.planned.draw(2, stream, drawn, 1);
        for (int i = 0; i < size; i++) {
          sums[i] += drawn[i + 1];
          squares[i] += drawn[i + 1] * drawn[i + 1];
        }
      }
      double unit = tested.kind() == ValueKind.COUNTS ? 1.0 / WordCounts.DRAWN_LENGTH : 1;
      for (int i = 0; i < size; i++) {
        double mean = sums[i] / DRAWS;
        double error = Math.sqrt((squares[i] / DRAWS - mean * mean) / DRAWS);
        // A logistic's mean is that without bins; a tenth of a level is what that may cost.
        assertThat(mean * unit)
            .as("value %d", i)
            .isCloseTo(expected[i + 1], within(4.5 * error * unit + 4e-4));
      }
      assertThat(expected[0]).isZero();
      assertThat(drawn[0]).isZero();
    }
  }

  /** Not only in the mean: their average distortion is the entropy. */
  @ParameterizedTest
  @MethodSource("org.rdvae.distribution.LikelihoodCase#all")
  void drawsHaveTheExpectedSpread(LikelihoodCase tested) {
    if (tested.kind() == ValueKind.COUNTS || tested.channels() > 2) {
      return;
    }
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      LikelihoodPlan plan = new LikelihoodPlan(kernels, tested, 1, 1, false, 1, 13);
      double[] point = plan.point();
      double entropy = integral(plan, () -> plan.judged(point, 0));
      RandomStream stream = new RandomStream(8, RandomStream.Purpose.TEST);
      float[] drawn = new float[plan.values];
      double[] distortion = new double[1];
      double sum = 0;
      double squares = 0;
      for (int draw = 0; draw < DRAWS; draw++) {
        plan.planned.draw(1, stream, drawn, 0);
        plan.planned.distortion(drawn, 1, distortion);
        sum += distortion[0];
        squares += distortion[0] * distortion[0];
      }
      double mean = sum / DRAWS;
      double error = Math.sqrt(Math.max(0, squares / DRAWS - mean * mean) / DRAWS);
      assertThat(mean).isCloseTo(entropy, within(4.5 * error + 1e-3));
    }
  }

  /** All values that one place can have, or a fine grid of them. */
  @ParameterizedTest
  @MethodSource("org.rdvae.distribution.LikelihoodCase#all")
  void theProbabilitiesOfAllValuesSumToOne(LikelihoodCase tested) {
    if (tested.kind() == ValueKind.COUNTS || tested.channels() > 2) {
      return;
    }
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64)) {
      LikelihoodPlan plan = new LikelihoodPlan(kernels, tested, 1, 1, false, 1, 11);
      assertThat(integral(plan, () -> 1))
          .isCloseTo(1, within(tested.likelihood().isDiscrete() ? 1e-12 : 1e-3));
    }
  }

  /** The mean of a function of the plan's x. */
  private static double integral(LikelihoodPlan plan, DoubleSupplier function) {
    LikelihoodCase tested = plan.tested;
    double[] point = plan.point();
    double[] grid = grid(tested);
    double width = tested.likelihood().isDiscrete() ? 1 : grid[1] - grid[0];
    double sum = 0;
    for (double first : grid) {
      for (double second : tested.channels() == 2 ? grid : new double[1]) {
        plan.x[0] = first;
        if (tested.channels() == 2) {
          plan.x[1] = second;
        }
        sum += width * Math.exp(-plan.judged(point, 0)) * function.getAsDouble();
      }
    }
    return sum;
  }

  private static double[] grid(LikelihoodCase tested) {
    if (tested.kind() == ValueKind.BITS) {
      return new double[] {0, 1};
    }
    int count = tested.likelihood().isDiscrete() ? 256 : 40_000;
    double[] grid = new double[count];
    for (int i = 0; i < count; i++) {
      grid[i] =
          tested.likelihood().isDiscrete()
              ? i / 255.0
              : tested.kind() == ValueKind.NUMBERS
                  ? (i + 0.5 - count / 2.0) * 0.005
                  : (i + 0.5) / count;
    }
    return grid;
  }

  @Test
  void theProbabilitiesOfAllDocumentsOfALengthSumToOne() {
    List<LikelihoodCase> ofCounts =
        LikelihoodCase.all().filter(tested -> tested.kind() == ValueKind.COUNTS).toList();
    assertThat(ofCounts).hasSize(2);
    for (LikelihoodCase tested : ofCounts) {
      try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64)) {
        LikelihoodPlan plan = new LikelihoodPlan(kernels, tested, 1, 3, false, 1, 12);
        double[] point = plan.point();
        double sum = 0;
        for (int first = 0; first <= 5; first++) {
          for (int second = 0; second <= 5 - first; second++) {
            plan.x[0] = first;
            plan.x[1] = second;
            plan.x[2] = 5 - first - second;
            sum += Math.exp(-plan.judged(point, 0));
          }
        }
        assertThat(sum).as(tested.name()).isCloseTo(1, within(1e-12));
      }
    }
  }
}

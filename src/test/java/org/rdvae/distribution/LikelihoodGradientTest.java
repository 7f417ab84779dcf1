package org.rdvae.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.tensor.FiniteDifferences;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.TestDevice;

/** The gradient of every likelihood against finite differences. */
class LikelihoodGradientTest {
  @ParameterizedTest
  @MethodSource("org.rdvae.distribution.LikelihoodCase#all")
  void gradientEqualsDifferencesOfTheMeanDistortion(LikelihoodCase tested) {
    expectDifferences(tested, false, 1);
  }

  @ParameterizedTest
  @MethodSource("org.rdvae.distribution.LikelihoodCase#all")
  void gradientEqualsDifferencesOfTheWeightedDistortion(LikelihoodCase tested) {
    expectDifferences(tested, true, 2);
  }

  private static void expectDifferences(LikelihoodCase tested, boolean weighted, long seed) {
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64)) {
      LikelihoodPlan plan = new LikelihoodPlan(kernels, tested, 3, 4, weighted, 1, seed);
      double[] point = plan.point();
      // The other results use the same memory.
      plan.planned.distortions();
      plan.planned.gradient();
      double[] found = plan.gradient();
      assertThat(plan.point()).as("the heads are as they were").containsExactly(point);
      FiniteDifferences.expectEqual(
          "seed " + seed, found, FiniteDifferences.gradient(plan::judged, point));
      plan.planned.gradient();
      assertThat(plan.gradient()).as("once more").containsExactly(found);
    }
  }

  /** In float32 with heads as large as training makes them. */
  @ParameterizedTest
  @MethodSource("org.rdvae.distribution.LikelihoodCase#all")
  void singlePrecisionKeepsTheGradient(LikelihoodCase tested) {
    double[] single = gradient(tested, Precision.FLOAT32);
    double[] exact = gradient(tested, Precision.FLOAT64);
    double largest = Arrays.stream(exact).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < exact.length; i++) {
      assertThat(single[i])
          .as("element %d", i)
          .isCloseTo(exact[i], within(2e-6 * largest + 2e-5 * Math.abs(exact[i])));
    }
  }

  private static double[] gradient(LikelihoodCase tested, Precision precision) {
    try (Kernels kernels = TestDevice.CPU.kernels(precision)) {
      LikelihoodPlan plan = new LikelihoodPlan(kernels, tested, 8, 12, true, 3, 3);
      plan.planned.gradient();
      return plan.gradient();
    }
  }
}

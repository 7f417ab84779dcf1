package org.rdvae.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.data.ValueKind;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.Tensor;
import org.rdvae.tensor.TestDevice;

/** What holds for every likelihood, held against its formulas in plain double. */
class LikelihoodTest {
  private static final int RUNS = 300;

  @Test
  void everyLikelihoodIsTested() {
    // The one with the best deviation has no fixed formula for a row, and a test of its own; so has
    // that of other people's classes.
    assertThat(
            LikelihoodCase.all().map(tested -> tested.likelihood().getClass().getName()).distinct())
        .hasSameElementsAs(
            kinds(Likelihood.class)
                .filter(type -> type != GaussianOptimalSigmaLikelihood.class)
                .filter(type -> type != PluginLikelihood.class)
                .map(Class::getName)
                .toList());
  }

  /** Those of a group of likelihoods are likelihoods themselves. */
  private static Stream<Class<?>> kinds(Class<?> group) {
    return Stream.of(group.getPermittedSubclasses())
        .flatMap(kind -> kind.isSealed() ? kinds(kind) : Stream.of(kind));
  }

  @Test
  void onlyProbabilitiesMayBeToldInBits() {
    assertThat(LikelihoodCase.all().map(LikelihoodCase::likelihood).filter(Likelihood::isDiscrete))
        .hasOnlyElementsOfTypes(
            BernoulliLikelihood.class,
            BetaBinomialLikelihood.class,
            CategoricalLikelihood.class,
            DiscretizedLogisticLikelihood.class,
            LogisticMixtureLikelihood.class,
            MultinomialLikelihood.class,
            TopicsLikelihood.class);
    assertThat(new GaussianOptimalSigmaLikelihood(-6).isDiscrete()).isFalse();
  }

  @ParameterizedTest
  @MethodSource("org.rdvae.distribution.LikelihoodCase#all")
  void aProbabilityIsOfOneKindOfValues(LikelihoodCase tested) {
    Likelihood likelihood = tested.likelihood();
    assertThat(likelihood.takes(tested.kind())).isTrue();
    if (likelihood.isDiscrete()) {
      assertThat(Arrays.stream(ValueKind.values()).filter(likelihood::takes)).hasSize(1);
    }
  }

  @Test
  void startsTheSharedDeviationWhereTheSettingSays() {
    assertThat(new GaussianLikelihood(0.25).sharedParameters(7))
        .containsExactly(SharedParameter.number("log-stddev", Math.log(0.25)));
  }

  @ParameterizedTest
  @MethodSource("org.rdvae.distribution.LikelihoodCase#all")
  void rowDistortionsEqualTheFormula(LikelihoodCase tested) {
    for (Precision precision : Precision.values()) {
      try (Kernels kernels = TestDevice.CPU.kernels(precision)) {
        LikelihoodPlan plan = new LikelihoodPlan(kernels, tested, 5, 60, true, 2, 4);
        plan.planned.distortions();
        double[] point = plan.point();
        for (int row = 0; row < plan.rows; row++) {
          double expected = plan.judged(point, row);
          assertThat(plan.rowDistortions.get(row))
              .as("%s, row %d", precision, row)
              .isCloseTo(
                  expected,
                  within((precision == Precision.FLOAT32 ? 2e-5 : 1e-7) * Math.abs(expected)));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.rdvae.distribution.LikelihoodCase#all")
  void measuredDistortionEqualsTheFormulaInTheFirstRowsOnly(LikelihoodCase tested) {
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      LikelihoodPlan plan = new LikelihoodPlan(kernels, tested, 3, 50, false, 2, 5);
      double[] found = {-1, -1, -1};
      plan.planned.distortion(LikelihoodCase.floats(plan.x), 2, found);
      double[] point = plan.point();
      for (int row = 0; row < 2; row++) {
        double expected = plan.judged(point, row);
        assertThat(found[row]).as("row %d", row).isCloseTo(expected, within(1e-6 * expected));
      }
      assertThat(found[2]).isEqualTo(-1);
    }
  }

  /** Neither in the gradient nor in a distortion, and whatever the value is. */
  @ParameterizedTest
  @MethodSource("org.rdvae.distribution.LikelihoodCase#all")
  void extremeHeadsAreNoTrouble(LikelihoodCase tested) {
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      LikelihoodPlan plan = new LikelihoodPlan(kernels, tested, 6, 40, true, 25, 6);
      plan.planned.distortions();
      double[] found = new double[6];
      plan.planned.distortion(LikelihoodCase.floats(plan.x), 6, found);
      plan.planned.gradient();
      assertThat(plan.gradient()).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
      for (int row = 0; row < 6; row++) {
        assertThat(found[row]).isFinite();
        assertThat(plan.rowDistortions.get(row)).isFinite();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.rdvae.distribution.LikelihoodCase#all")
  void zeroHeadsMeanMiddleGreyOrEqualShares(LikelihoodCase tested) {
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      LikelihoodPlan plan = new LikelihoodPlan(kernels, tested, 2, 4, false, 0, 8);
      plan.shared.forEach(tensor -> fill(tensor, 0));
      float[] found = new float[2 * plan.values];
      plan.planned.expectation(2, found, 0);
      float expected = tested.kind() == ValueKind.COUNTS ? 0.25f : 0.5f;
      // Six bins cannot all be of one size.
      float tolerance = tested.name().contains("6 levels") ? 2e-3f : 1e-6f;
      for (float one : found) {
        assertThat(one).isCloseTo(expected, within(tolerance));
      }
    }
  }

  private static void fill(Tensor tensor, double value) {
    for (int i = 0; i < tensor.size(); i++) {
      tensor.set(i, value);
    }
  }

  /** Both are part of every training step that asks for them. */
  @ParameterizedTest
  @MethodSource("org.rdvae.distribution.LikelihoodCase#all")
  void aStepAllocatesNothing(LikelihoodCase tested) {
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      LikelihoodPlan plan = new LikelihoodPlan(kernels, tested, 4, 9, true, 1, 9);
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long thread = Thread.currentThread().getId();
      long before = 0;
      for (int run = -RUNS; run < RUNS; run++) {
        if (run == 0) {
          before = threads.getThreadAllocatedBytes(thread);
        }
        plan.planned.distortions();
        plan.planned.gradient();
      }
      double bytes = (double) (threads.getThreadAllocatedBytes(thread) - before) / RUNS;
      assertThat(bytes).as("bytes of a step").isLessThan(64);
    }
  }

  @ParameterizedTest
  @MethodSource("org.rdvae.distribution.LikelihoodCase#all")
  void inferenceNeedsNoTensorsOfTraining(LikelihoodCase tested) {
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      LikelihoodPlan plan = new LikelihoodPlan(kernels, tested, 2, 4, false, 1, 10);
      PlannedLikelihood inference =
          tested
              .likelihood()
              .plan(
                  new LikelihoodPlace(
                      kernels, plan.values, tested.channels(), plan.heads, plan.shared, null));
      float[] images = LikelihoodCase.floats(plan.x);
      double[][] distortions = new double[2][2];
      plan.planned.distortion(images, 2, distortions[0]);
      inference.distortion(images, 2, distortions[1]);
      assertThat(distortions[1]).containsExactly(distortions[0]);
    }
  }
}

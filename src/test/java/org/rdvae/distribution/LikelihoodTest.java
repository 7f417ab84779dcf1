package org.rdvae.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.data.ValueKind;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.FiniteDifferences;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.Tensor;
import org.rdvae.tensor.TestDevice;

/** What holds for every likelihood, held against its formulas in plain double. */
class LikelihoodTest {
  private static final int RUNS = 300;
  private static final int DRAWS = 3000;

  static Stream<LikelihoodCase> all() {
    return LikelihoodCase.all();
  }

  @Test
  void everyLikelihoodIsTested() {
    // The one with the best deviation has no fixed formula for a row, and a test of its own; so has
    // that of other people's classes.
    assertThat(all().map(tested -> tested.likelihood().getClass().getName()).distinct())
        .hasSameElementsAs(
            Stream.of(Likelihood.class.getPermittedSubclasses())
                .filter(type -> type != GaussianOptimalSigmaLikelihood.class)
                .filter(type -> type != PluginLikelihood.class)
                .map(Class::getName)
                .toList());
  }

  @Test
  void onlyProbabilitiesMayBeToldInBits() {
    assertThat(all().map(LikelihoodCase::likelihood).filter(Likelihood::isDiscrete))
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
  @MethodSource("all")
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
  @MethodSource("all")
  void gradientEqualsDifferencesOfTheMeanDistortion(LikelihoodCase tested) {
    expectDifferences(tested, false, 1);
  }

  @ParameterizedTest
  @MethodSource("all")
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
  @MethodSource("all")
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

  @ParameterizedTest
  @MethodSource("all")
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
  @MethodSource("all")
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
  @MethodSource("all")
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
  @MethodSource("all")
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
  @MethodSource("all")
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

  @ParameterizedTest
  @MethodSource("all")
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
  @MethodSource("all")
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
  @MethodSource("all")
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

  /** All values that one place can have, or a fine grid of them. */
  @ParameterizedTest
  @MethodSource("all")
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
        all().filter(tested -> tested.kind() == ValueKind.COUNTS).toList();
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

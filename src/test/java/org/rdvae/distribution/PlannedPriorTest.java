package org.rdvae.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.network.Initializer;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.FiniteDifferences;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.TensorValues;

/** Priors as operations against plain arithmetic in double, and their gradients. */
class PlannedPriorTest {
  private static final int ROWS = 6;
  private static final int LATENTS = 5;

  /**
   * A prior and its plain log density as a function of its numbers and one row of latents; the
   * numbers are its parameters or, of a prior by pseudo-inputs, what the encoder makes of them.
   */
  private record Case(Prior prior, ToDoubleBiFunction<double[], double[]> logDensity) {
    int numbers() {
      return prior.pseudoInputs() > 0
          ? 2 * prior.pseudoInputs() * LATENTS
          : PriorPlan.layout(prior, LATENTS).size();
    }

    @Override
    public String toString() {
      return prior.toString();
    }
  }

  static Stream<Case> priors() {
    return Stream.of(
        new Case(new StandardNormalPrior(), (numbers, z) -> standardNormal(z)),
        mixture(1),
        mixture(4),
        new Case(new VampPrior(3, 0.05, 0.01), (numbers, z) -> vamp(numbers).logDensity(z)),
        flow(new CouplingFlowPrior(2, 4)),
        flow(new CouplingFlowPrior(5, 3)));
  }

  static Stream<Case> mixtures() {
    return priors().filter(of -> !(of.prior() instanceof CouplingFlowPrior));
  }

  private static Case mixture(int components) {
    int size = components * LATENTS;
    return new Case(
        new GaussianMixturePrior(components),
        (numbers, z) ->
            GaussianMixture.ofLogits(
                    Arrays.copyOfRange(numbers, 2 * size, 2 * size + components),
                    Arrays.copyOfRange(numbers, 0, size),
                    Arrays.copyOfRange(numbers, size, 2 * size))
                .logDensity(z));
  }

  private static GaussianMixture vamp(double[] numbers) {
    int size = numbers.length / 2;
    return GaussianMixture.ofLogits(
        new double[size / LATENTS],
        Arrays.copyOfRange(numbers, 0, size),
        Arrays.copyOfRange(numbers, size, 2 * size));
  }

  private static Case flow(CouplingFlowPrior prior) {
    return new Case(
        prior, (numbers, z) -> new PlainCouplingFlow(prior, LATENTS, numbers).logDensity(z));
  }

  private static double standardNormal(double[] z) {
    return Arrays.stream(z).map(e -> DiagonalGaussian.logDensity(e, 0, 0)).sum();
  }

  private static double[] row(double[] z, int row) {
    return Arrays.copyOfRange(z, row * LATENTS, (row + 1) * LATENTS);
  }

  private static double[] numbers(Case of) {
    double[] numbers = TensorValues.random(4, of.numbers());
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (0.6 * numbers[i]);
    }
    return numbers;
  }

  private static void write(PriorPlan plan, Case of, double[] numbers) {
    if (of.prior().pseudoInputs() > 0) {
      int size = numbers.length / 2;
      TensorValues.write(plan.pseudoHeads.get(0), Arrays.copyOfRange(numbers, 0, size));
      TensorValues.write(plan.pseudoHeads.get(1), Arrays.copyOfRange(numbers, size, 2 * size));
    } else if (numbers.length > 0) {
      TensorValues.write(plan.parameters.values(), numbers);
    }
  }

  @ParameterizedTest
  @MethodSource("priors")
  void haveThePlainLogDensity(Case of) {
    double[] numbers = numbers(of);
    double[] z = TensorValues.random(5, ROWS * LATENTS);
    // Far from everything, where each component's density by itself is 0 in float32.
    Arrays.fill(z, 0, LATENTS, 9);
    for (Precision precision : Precision.values()) {
      try (PriorPlan plan = new PriorPlan(precision, of.prior(), ROWS, LATENTS, false)) {
        write(plan, of, numbers);
        TensorValues.write(plan.z, z);
        double[] found = plan.logDensities();
        for (int row = 0; row < ROWS; row++) {
          double expected = of.logDensity().applyAsDouble(numbers, row(z, row));
          double tolerance = 32 * TensorValues.epsilon(precision) * (10 + Math.abs(expected));
          assertThat(found[row])
              .as("%s row %d", precision, row)
              .isCloseTo(expected, within(tolerance));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("priors")
  void leadBackTheGradientOfTheWeightedDensities(Case of) {
    double[] numbers = numbers(of);
    double[] z = TensorValues.random(6, ROWS * LATENTS);
    double[] weights = {-0.5, 0.25, 0, 1, -1.5, 0.125};
    double[] before = TensorValues.random(7, z.length);
    double[] byNumbers = FiniteDifferences.gradient(moved -> sum(of, moved, z, weights), numbers);
    double[] byZ = FiniteDifferences.gradient(moved -> sum(of, numbers, moved, weights), z);
    for (int i = 0; i < byZ.length; i++) {
      byZ[i] += before[i];
    }
    try (PriorPlan plan = new PriorPlan(Precision.FLOAT64, of.prior(), ROWS, LATENTS, true)) {
      write(plan, of, numbers);
      TensorValues.write(plan.z, z);
      TensorValues.write(plan.weights, weights);
      for (int step = 0; step < 2; step++) {
        TensorValues.write(plan.zGradient, before);
        plan.logDensities();
        plan.planned.backward();
        FiniteDifferences.expectEqual("by z", TensorValues.read(plan.zGradient), byZ);
        FiniteDifferences.expectEqual("by numbers", gradient(plan, of), byNumbers);
      }
    }
  }

  private static double sum(Case of, double[] numbers, double[] z, double[] weights) {
    double sum = 0;
    for (int row = 0; row < ROWS; row++) {
      sum += weights[row] * of.logDensity().applyAsDouble(numbers, row(z, row));
    }
    return sum;
  }

  private static double[] gradient(PriorPlan plan, Case of) {
    if (of.prior().pseudoInputs() > 0) {
      return plan.pseudoHeadGradients.stream()
          .map(TensorValues::read)
          .flatMapToDouble(Arrays::stream)
          .toArray();
    }
    return of.numbers() == 0 ? new double[0] : TensorValues.read(plan.parameters.gradients());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void flowsDrawByTheirInverse(int layers) {
    CouplingFlowPrior prior = new CouplingFlowPrior(layers, 4);
    double[] numbers = numbers(flow(prior));
    try (PriorPlan plan = new PriorPlan(Precision.FLOAT64, prior, 3, LATENTS, false)) {
      write(plan, flow(prior), numbers);
      float[] z = new float[2 * LATENTS];
      plan.planned.draw(new RandomStream(8, RandomStream.Purpose.TEST), 0.7, 2, z);
      RandomStream stream = new RandomStream(8, RandomStream.Purpose.TEST);
      for (int row = 0; row < 2; row++) {
        double[] noise = row(TensorValues.doubles(z), row);
        new PlainCouplingFlow(prior, LATENTS, numbers).toNoise(noise);
        for (double e : noise) {
          assertThat(e).isCloseTo(0.7 * stream.nextGaussian(), within(1e-5));
        }
      }
    }
  }

  /** For any other density r, E r(z) / p(z) = 1 over draws of z from p. */
  @ParameterizedTest
  @MethodSource("mixtures")
  void mixturesDrawFromTheirOwnDensity(Case of) {
    int draws = 4_000;
    double[] numbers = numbers(of);
    try (PriorPlan plan = new PriorPlan(Precision.FLOAT32, of.prior(), 1_000, LATENTS, false)) {
      write(plan, of, numbers);
      float[] z = new float[1_000 * LATENTS];
      double ratios = 0;
      double squares = 0;
      RandomStream stream = new RandomStream(8, RandomStream.Purpose.TEST);
      for (int first = 0; first < draws; first += 1_000) {
        plan.planned.draw(stream, 1, 1_000, z);
        double[] doubles = TensorValues.doubles(z);
        for (int row = 0; row < 1_000; row++) {
          double[] one = row(doubles, row);
          double ratio = Math.exp(narrow(one) - of.logDensity().applyAsDouble(numbers, one));
          ratios += ratio / draws;
          squares += ratio * ratio / draws;
        }
      }
      double error = Math.sqrt((squares - ratios * ratios) / draws);
      assertThat(error).isLessThan(0.1);
      assertThat(ratios).isCloseTo(1, within(4 * error));
    }
  }

  /** Starts as the standard normal; a mixture is that on average over its random means. */
  @ParameterizedTest
  @ValueSource(ints = {1, 7})
  void startsAreNearTheStandardNormal(int seed) {
    CouplingFlowPrior flow = new CouplingFlowPrior(4, 6);
    double[] numbers =
        TensorValues.doubles(Initializer.initialValues(PriorPlan.layout(flow, LATENTS), seed));
    double[] z = TensorValues.random(9, LATENTS);
    assertThat(new PlainCouplingFlow(flow, LATENTS, numbers).logDensity(z))
        .isCloseTo(standardNormal(z), within(1e-12));
    Case mixture = mixture(20_000);
    numbers =
        TensorValues.doubles(
            Initializer.initialValues(PriorPlan.layout(mixture.prior(), LATENTS), seed));
    assertThat(mixture.logDensity().applyAsDouble(numbers, z))
        .isCloseTo(standardNormal(z), within(0.1));
  }

  /** A density with tails lighter than any prior's here. */
  private static double narrow(double[] z) {
    return Arrays.stream(z).map(e -> DiagonalGaussian.logDensity(e, 0.1, -0.7)).sum();
  }

  @ParameterizedTest
  @MethodSource("priors")
  void atTemperatureZeroDrawWhatNoNoiseMeans(Case of) {
    double[] numbers = numbers(of);
    try (PriorPlan plan = new PriorPlan(Precision.FLOAT32, of.prior(), 3, LATENTS, false)) {
      write(plan, of, numbers);
      float[] z = new float[3 * LATENTS];
      plan.planned.draw(new RandomStream(8, RandomStream.Purpose.TEST), 0, 3, z);
      double[][] possible = centers(of.prior(), numbers);
      for (int row = 0; row < 3; row++) {
        double[] one = row(TensorValues.doubles(z), row);
        assertThat(List.of(possible))
            .anySatisfy(point -> assertThat(one).containsExactly(point, within(1e-5)));
      }
    }
  }

  private static double[][] centers(Prior prior, double[] numbers) {
    if (prior instanceof GaussianMixturePrior mixture) {
      return means(numbers, mixture.components());
    } else if (prior instanceof VampPrior vamp) {
      return means(numbers, vamp.pseudoInputs());
    }
    double[] zero = new double[LATENTS];
    if (prior instanceof CouplingFlowPrior flow) {
      new PlainCouplingFlow(flow, LATENTS, numbers).fromNoise(zero);
    }
    return new double[][] {zero};
  }

  private static double[][] means(double[] numbers, int components) {
    double[][] means = new double[components][];
    for (int k = 0; k < components; k++) {
      means[k] = row(numbers, k);
    }
    return means;
  }
}

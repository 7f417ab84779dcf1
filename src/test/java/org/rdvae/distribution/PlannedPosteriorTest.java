package org.rdvae.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.FiniteDifferences;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.TensorValues;

/**
 * Posteriors as a training step runs them against plain arithmetic in double, and every gradient
 * against finite differences.
 */
class PlannedPosteriorTest {
  private static final int ROWS = 3;
  private static final int LATENTS = 4;

  /**
   * @param prior with which the rate is in closed form; {@code null} if with none
   */
  private record Case(Posterior posterior, PlainPosterior plain, Prior prior) {
    int units() {
      return posterior.heads(LATENTS).stream().mapToInt(PosteriorHead::units).sum();
    }

    double[] numbers() {
      double[] numbers = TensorValues.random(4, PosteriorPlan.numbers(posterior, ROWS, LATENTS));
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = (float) (0.5 * numbers[i]);
      }
      return numbers;
    }

    double[] noise() {
      RandomStream stream = new RandomStream(3, RandomStream.Purpose.TEST);
      float[] noise = new float[ROWS * posterior.noises(LATENTS)];
      for (int row = 0; row < ROWS; row++) {
        posterior.drawNoise(stream, LATENTS, noise, row * posterior.noises(LATENTS));
      }
      return TensorValues.doubles(noise);
    }

    /** The heads of a row. */
    double[][] heads(double[] numbers, int row) {
      List<PosteriorHead> asked = posterior.heads(LATENTS);
      double[][] heads = new double[asked.size()][];
      int at = 0;
      for (int i = 0; i < heads.length; i++) {
        int units = asked.get(i).units();
        heads[i] = new double[units];
        System.arraycopy(numbers, at + row * units, heads[i], 0, units);
        at += ROWS * units;
      }
      return heads;
    }

    double[] parameters(double[] numbers) {
      int from = ROWS * units();
      double[] parameters = new double[numbers.length - from];
      System.arraycopy(numbers, from, parameters, 0, parameters.length);
      return parameters;
    }

    double[] z(double[] numbers, double[] noise, int row) {
      double[] ofRow = new double[noise.length / ROWS];
      System.arraycopy(noise, row * ofRow.length, ofRow, 0, ofRow.length);
      return plain.z(heads(numbers, row), ofRow, parameters(numbers));
    }

    @Override
    public String toString() {
      return posterior.toString() + (prior == null ? "" : " " + prior);
    }
  }

  static Stream<Case> explicit() {
    return Stream.of(
        new Case(new DiagonalGaussianPosterior(), new DiagonalAsPlain(), new StandardNormalPrior()),
        new Case(new FullGaussianPosterior(), new PlainPosterior.Full(), new StandardNormalPrior()),
        new Case(
            new StudentTPosterior(2.5),
            new PlainPosterior.HeavyTailed(2.5),
            new StandardNormalPrior()),
        new Case(
            new ExponentialPosterior(), new PlainPosterior.Erlang(1), new ExponentialPrior(0.7)),
        new Case(new ErlangPosterior(3), new PlainPosterior.Erlang(3), new GammaPrior(1.5, 2)),
        new Case(new GammaPosterior(), new PlainPosterior.OfShape(), new GammaPrior(1.5, 2)),
        new Case(new GammaPosterior(), new PlainPosterior.OfShape(), new ExponentialPrior(0.3)));
  }

  static Stream<Case> flows() {
    InverseAutoregressivePosterior autoregressive = new InverseAutoregressivePosterior(3, 6, 2);
    CouplingPosterior coupling = new CouplingPosterior(3, 5, 2);
    return Stream.of(
        new Case(
            autoregressive,
            new PlainPosterior.Autoregressive(
                autoregressive, PosteriorPlan.layout(autoregressive, LATENTS)),
            null),
        new Case(
            coupling,
            new PlainPosterior.Coupled(coupling, PosteriorPlan.layout(coupling, LATENTS)),
            null));
  }

  static Stream<Case> all() {
    return Stream.concat(explicit(), flows());
  }

  /** Same heads and formula as Student's, with normal noise. */
  private record DiagonalAsPlain() implements PlainPosterior {
    @Override
    public double[] z(double[][] heads, double[] noise, double[] parameters) {
      return new HeavyTailed(3).z(heads, noise, parameters);
    }

    @Override
    public double logDensity(double[][] heads, double[] z) {
      double sum = 0;
      for (int i = 0; i < z.length; i++) {
        sum += DiagonalGaussian.logDensity(z[i], heads[0][i], heads[1][i]);
      }
      return sum;
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void samplesAndDensitiesAreThoseOfPlainArithmetic(Case of) {
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
  private static double throughJacobian(Case of, double[] numbers, double[] noise, int row) {
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

  @ParameterizedTest
  @MethodSource("all")
  void theWholeGradientIsThatOfSamplesAndDensities(Case of) {
    try (PosteriorPlan plan = plan(of, RateGradient.TOTAL)) {
      double[] weights = TensorValues.random(5, ROWS);
      double[] slopes = TensorValues.random(6, ROWS * LATENTS);
      double[] differences =
          FiniteDifferences.gradient(
              moved -> {
                run(plan, moved, of.noise());
                return dot(slopes, TensorValues.read(plan.sampled.z()))
                    + dot(weights, TensorValues.read(plan.sampled.logDensities()));
              },
              of.numbers());
      expect(of, plan, weights, slopes, differences);
    }
  }

  @ParameterizedTest
  @MethodSource("explicit")
  void thePathGradientHoldsTheDensitysOwnHeads(Case of) {
    try (PosteriorPlan plan = plan(of, RateGradient.PATH)) {
      double[] weights = TensorValues.random(5, ROWS);
      double[] slopes = TensorValues.random(6, ROWS * LATENTS);
      double[] numbers = of.numbers();
      double[] differences =
          FiniteDifferences.gradient(
              moved -> {
                double sum = 0;
                for (int row = 0; row < ROWS; row++) {
                  double[] z = of.z(moved, of.noise(), row);
                  sum += weights[row] * of.plain().logDensity(of.heads(numbers, row), z);
                  for (int i = 0; i < LATENTS; i++) {
                    sum += slopes[row * LATENTS + i] * z[i];
                  }
                }
                return sum;
              },
              numbers);
      expect(of, plan, weights, slopes, differences);
    }
  }

  @ParameterizedTest
  @MethodSource("explicit")
  void theScoreHoldsTheSample(Case of) {
    try (PosteriorPlan plan = plan(of, RateGradient.SCORE)) {
      double[] weights = TensorValues.random(5, ROWS);
      double[] numbers = of.numbers();
      double[] differences =
          FiniteDifferences.gradient(
              moved -> {
                double sum = 0;
                for (int row = 0; row < ROWS; row++) {
                  double[] z = of.z(numbers, of.noise(), row);
                  sum += weights[row] * of.plain().logDensity(of.heads(moved, row), z);
                }
                return sum;
              },
              numbers);
      expect(of, plan, weights, null, differences);
    }
  }

  private static PosteriorPlan plan(Case of, RateGradient gradient) {
    return new PosteriorPlan(Precision.FLOAT64, of.posterior(), ROWS, LATENTS, gradient, null);
  }

  private static void run(PosteriorPlan plan, double[] numbers, double[] noise) {
    plan.write(numbers);
    TensorValues.write(plan.sampled.noise(), noise);
    plan.sampled.sample();
    plan.sampled.logDensity();
  }

  /** Twice, because a pass uses up what the one before left. */
  private static void expect(
      Case of, PosteriorPlan plan, double[] weights, double[] slopes, double[] differences) {
    for (int step = 0; step < 2; step++) {
      run(plan, of.numbers(), of.noise());
      TensorValues.write(plan.weights, weights);
      if (slopes != null) {
        TensorValues.write(plan.sampled.zGradient(), slopes);
      }
      plan.sampled.addPathGradient();
      plan.sampled.backward();
      FiniteDifferences.expectEqual(of + " step " + step, plan.gradients(), differences);
    }
  }

  @ParameterizedTest
  @MethodSource("explicit")
  void ratesInClosedFormAndTheirGradientsAgreeWithDifferences(Case of) {
    try (PosteriorPlan plan =
        new PosteriorPlan(
            Precision.FLOAT64,
            of.posterior(),
            ROWS,
            LATENTS,
            RateGradient.CLOSED_FORM,
            of.prior())) {
      double[] slopes = TensorValues.random(6, ROWS * LATENTS);
      double[] rateWeights = TensorValues.random(7, LATENTS);
      ClosedFormPosterior rated = plan.rated;
      double[] differences =
          FiniteDifferences.gradient(
              moved -> {
                plan.write(moved);
                TensorValues.write(rated.noise(), of.noise());
                rated.sample();
                rated.rates();
                return dot(slopes, TensorValues.read(rated.z()))
                    + dot(rateWeights, TensorValues.read(rated.summedRates()));
              },
              of.numbers());
      for (int step = 0; step < 2; step++) {
        plan.write(of.numbers());
        TensorValues.write(rated.noise(), of.noise());
        rated.sample();
        rated.rates();
        double[] means = rated.meanRates();
        for (int i = 0; i < LATENTS; i++) {
          assertThat(rated.summedRates().get(i)).isCloseTo(ROWS * means[i], within(1e-10));
        }
        TensorValues.write(rated.rateWeights(), rateWeights);
        TensorValues.write(rated.zGradient(), slopes);
        rated.backward();
        FiniteDifferences.expectEqual(of + " step " + step, plan.gradients(), differences);
      }
    }
  }

  /** The closed form is the mean of log q − log p over many samples. */
  @ParameterizedTest
  @MethodSource("explicit")
  void ratesInClosedFormAreMeansOverSamples(Case of) {
    int draws = 10_000;
    double[] numbers = of.numbers();
    RandomStream stream = new RandomStream(8, RandomStream.Purpose.TEST);
    try (PosteriorPlan plan =
            new PosteriorPlan(
                Precision.FLOAT64,
                of.posterior(),
                ROWS,
                LATENTS,
                RateGradient.CLOSED_FORM,
                of.prior());
        PriorPlan prior = new PriorPlan(Precision.FLOAT64, of.prior(), ROWS, LATENTS, false)) {
      plan.write(numbers);
      plan.rated.sample();
      double sum = 0;
      double squares = 0;
      float[] noise = new float[ROWS * LATENTS];
      double[] z = new double[noise.length];
      for (int draw = 0; draw < draws; draw++) {
        for (int row = 0; row < ROWS; row++) {
          of.posterior().drawNoise(stream, LATENTS, noise, row * LATENTS);
        }
        double ratio = 0;
        for (int row = 0; row < ROWS; row++) {
          double[] ofRow = of.z(numbers, TensorValues.doubles(noise), row);
          ratio += of.plain().logDensity(of.heads(numbers, row), ofRow);
          System.arraycopy(ofRow, 0, z, row * LATENTS, LATENTS);
        }
        TensorValues.write(prior.z, z);
        for (double logPrior : prior.logDensities()) {
          ratio -= logPrior;
        }
        sum += ratio / draws;
        squares += ratio * ratio / draws;
      }
      double error = Math.sqrt((squares - sum * sum) / draws);
      double expected = 0;
      for (double mean : plan.rated.meanRates()) {
        expected += ROWS * mean;
      }
      assertThat(sum).isCloseTo(expected, within(4 * error));
    }
  }

  /** Of one variable the full covariance is a variance: there is no third head. */
  @Test
  void aSingleLatentVariableHasNothingLeftOfTheDiagonal() {
    try (PosteriorPlan full = single(new FullGaussianPosterior());
        PosteriorPlan diagonal = single(new DiagonalGaussianPosterior())) {
      double[][] gradients = new double[2][];
      double[] rates = new double[2];
      int at = 0;
      for (PosteriorPlan plan : List.of(full, diagonal)) {
        plan.write(new double[] {0.3, -0.7, 0.2, -0.4});
        TensorValues.write(plan.rated.noise(), new double[] {1.5, -0.5});
        plan.rated.sample();
        rates[at] = plan.rated.meanRates()[0];
        TensorValues.write(plan.rated.rateWeights(), new double[] {0.5});
        TensorValues.write(plan.rated.zGradient(), new double[] {2, -3});
        plan.rated.backward();
        gradients[at++] = plan.gradients();
      }
      assertThat(rates[0]).isCloseTo(rates[1], within(1e-6));
      assertThat(gradients[0]).containsExactly(gradients[1], within(1e-12));
    }
  }

  private static PosteriorPlan single(Posterior posterior) {
    return new PosteriorPlan(
        Precision.FLOAT64, posterior, 2, 1, RateGradient.CLOSED_FORM, new StandardNormalPrior());
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}

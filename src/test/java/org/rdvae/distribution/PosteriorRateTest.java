package org.rdvae.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.rdvae.distribution.PosteriorCase.LATENTS;
import static org.rdvae.distribution.PosteriorCase.ROWS;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.FiniteDifferences;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.TensorValues;

/** Rates in closed form: against finite differences, and against means over samples. */
class PosteriorRateTest {
  @ParameterizedTest
  @MethodSource("org.rdvae.distribution.PosteriorCase#explicit")
  void ratesInClosedFormAndTheirGradientsAgreeWithDifferences(PosteriorCase of) {
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
  @MethodSource("org.rdvae.distribution.PosteriorCase#explicit")
  void ratesInClosedFormAreMeansOverSamples(PosteriorCase of) {
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

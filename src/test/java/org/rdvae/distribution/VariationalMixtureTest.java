package org.rdvae.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.random.RandomStream;

/** The fit of a mixture by coordinate ascent. */
class VariationalMixtureTest {
  private static final int LATENTS = 2;

  /** Of weights ½, 0.3 and 0.2. */
  private static final GaussianMixture TRUTH =
      new GaussianMixture(
          new double[] {Math.log(0.5), Math.log(0.3), Math.log(0.2)},
          new double[] {0, 0, 3, -1, -2, 2.5},
          new double[] {Math.log(0.5), Math.log(0.8), Math.log(0.3), 0, -0.5, Math.log(0.4)});

  private static float[] points(int count, long seed) {
    float[] points = new float[count * LATENTS];
    TRUTH.draw(new RandomStream(seed, RandomStream.Purpose.TEST), 1, count, points);
    return points;
  }

  @ParameterizedTest
  @CsvSource({"1, 3", "2, 10", "3, 25", "4, 1", "5, 60"})
  void elboNeverFalls(long seed, int components) {
    VariationalMixture fit = new VariationalMixture(points(400, seed), LATENTS, components, seed);
    double before = fit.sweep();
    for (int sweep = 0; sweep < 150; sweep++) {
      double elbo = fit.sweep();
      assertThat(elbo).as("sweep %d", sweep).isGreaterThanOrEqualTo(before - 1e-8);
      before = elbo;
    }
  }

  /** A single component's belief is the exact posterior, and the ELBO the evidence. */
  @Test
  void elboOfOneComponentIsTheEvidence() {
    float[] points = points(50, 6);
    VariationalMixture fit = new VariationalMixture(points, LATENTS, 1, 1);
    double evidence = 0;
    for (int j = 0; j < LATENTS; j++) {
      double sum = 0;
      for (int n = 0; n < 50; n++) {
        sum += points[n * LATENTS + j];
      }
      double squares = 0;
      for (int n = 0; n < 50; n++) {
        squares += Math.pow(points[n * LATENTS + j] - sum / 50, 2);
      }
      double shape = MixtureBelief.SHAPE + 25;
      double rateBefore = MixtureBelief.SHAPE * squares / 50;
      // The center before any data is the mean of the data.
      double rate = rateBefore + 0.5 * squares;
      evidence +=
          GammaFunction.logGamma(shape)
              - GammaFunction.logGamma(MixtureBelief.SHAPE)
              + MixtureBelief.SHAPE * Math.log(rateBefore)
              - shape * Math.log(rate)
              + 0.5 * Math.log(MixtureBelief.BETA / (MixtureBelief.BETA + 50))
              - 25 * Math.log(2 * Math.PI);
    }
    assertThat(fit.sweep()).isCloseTo(evidence, within(1e-8));
  }

  @Test
  void findsTheComponentsAndLetsTheOthersDie() {
    VariationalMixture fit = new VariationalMixture(points(4_000, 7), LATENTS, 12, 3);
    for (int sweep = 0; sweep < 300; sweep++) {
      fit.sweep();
    }
    GaussianMixture found = fit.mixture();
    assertThat(found.components()).isEqualTo(3);
    for (int k = 0; k < 3; k++) {
      int nearest = nearest(found, TRUTH.means()[2 * k], TRUTH.means()[2 * k + 1]);
      assertThat(Math.exp(found.logWeights()[nearest]))
          .isCloseTo(Math.exp(TRUTH.logWeights()[k]), within(0.03));
      for (int j = 0; j < LATENTS; j++) {
        assertThat(found.means()[2 * nearest + j])
            .isCloseTo(TRUTH.means()[2 * k + j], within(0.12));
        assertThat(found.logStddevs()[2 * nearest + j])
            .isCloseTo(TRUTH.logStddevs()[2 * k + j], within(0.1));
      }
    }
  }

  private static int nearest(GaussianMixture mixture, double x, double y) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k < mixture.components(); k++) {
      double distance = Math.hypot(mixture.means()[2 * k] - x, mixture.means()[2 * k + 1] - y);
      nearest = distance < least ? k : nearest;
      least = Math.min(distance, least);
    }
    return nearest;
  }

  /** With the same points over and over, belief becomes points, and the steps those of EM. */
  @ParameterizedTest
  @ValueSource(ints = {50, 1_000})
  void isExpectationMaximizationInTheLimitOfManyPoints(int copies) {
    float[] few = points(20, 8);
    float[] many = new float[few.length * copies];
    int[] componentOf = new int[20 * copies];
    for (int n = 0; n < componentOf.length; n++) {
      System.arraycopy(few, n % 20 * LATENTS, many, n * LATENTS, LATENTS);
      componentOf[n] = n % 20 % 3;
    }
    VariationalMixture fit = new VariationalMixture(many, LATENTS, 3, componentOf);
    PlainExpectationMaximization plain =
        new PlainExpectationMaximization(few, LATENTS, 3, Arrays.copyOf(componentOf, 20));
    for (int sweep = 0; sweep < 5; sweep++) {
      fit.sweep();
      plain.step();
    }
    GaussianMixture found = fit.mixture();
    // The error of the belief falls with the number of points.
    double tolerance = 5.0 / copies;
    assertThat(found.logWeights()).containsExactly(plain.mixture().logWeights(), within(tolerance));
    assertThat(found.means()).containsExactly(plain.mixture().means(), within(tolerance));
    assertThat(found.logStddevs()).containsExactly(plain.mixture().logStddevs(), within(tolerance));
  }

  /** Where expectation maximisation would put a component on it and its variance to 0. */
  @Test
  void standsPointsThatAreAllTheSame() {
    float[] points = new float[40 * LATENTS];
    Arrays.fill(points, 0, 20 * LATENTS, 1.5f);
    VariationalMixture fit = new VariationalMixture(points, LATENTS, 4, 2);
    for (int sweep = 0; sweep < 30; sweep++) {
      assertThat(fit.sweep()).isFinite();
    }
    assertThat(Arrays.stream(fit.mixture().logStddevs())).allMatch(Double::isFinite);
    VariationalMixture constant = new VariationalMixture(new float[40], LATENTS, 2, 2);
    assertThat(constant.sweep()).isFinite();
  }
}

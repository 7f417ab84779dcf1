package org.rdvae.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.tensor.FiniteDifferences;

class BoundWeightsTest {
  private static final double[] LOGS = {-1.5, 0.25, -0.75, 0.5};

  @ParameterizedTest
  @ValueSource(doubles = {-7, -1, 0, 0.5, 0.999, 2, 30})
  void isTheRenyiBoundOfItsOrder(double alpha) {
    double mean =
        Arrays.stream(LOGS).map(log -> Math.exp((1 - alpha) * log)).average().orElseThrow();
    assertThat(new BoundWeights(alpha, 4).bound(LOGS))
        .isCloseTo(Math.log(mean) / (1 - alpha), within(1e-12));
  }

  @Test
  void isTheMeanAtOrderOneAndTheLargestAtTheEnd() {
    assertThat(new BoundWeights(1, 4).bound(LOGS)).isCloseTo(-0.375, within(1e-15));
    assertThat(new BoundWeights(Double.NEGATIVE_INFINITY, 4).bound(LOGS)).isEqualTo(0.5);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NEGATIVE_INFINITY, -7, -1, 0, 0.5, 1, 2, 30})
  void weightsAreItsDerivatives(double alpha) {
    BoundWeights bound = new BoundWeights(alpha, 4);
    double[] differences = FiniteDifferences.gradient(bound::bound, LOGS);
    bound.bound(LOGS);
    double[] weights = new double[4];
    Arrays.setAll(weights, bound::weight);
    FiniteDifferences.expectEqual("order " + alpha, weights, differences);
    assertThat(Arrays.stream(weights).sum()).isCloseTo(1, within(1e-12));
  }

  @Test
  void fallsWithTheOrder() {
    double before = Double.POSITIVE_INFINITY;
    for (double alpha : new double[] {Double.NEGATIVE_INFINITY, -5, -1, 0, 0.5, 1, 2, 9}) {
      double bound = new BoundWeights(alpha, 4).bound(LOGS);
      assertThat(bound).as("order %s", alpha).isLessThan(before);
      before = bound;
    }
  }

  /** Images of many pixels have log weights of minus thousands, far apart. */
  @ParameterizedTest
  @ValueSource(doubles = {Double.NEGATIVE_INFINITY, -1000, 0, 0.5, 1, 1000})
  void standsLogWeightsThatNoNumberHolds(double alpha) {
    double[] logs = {-9000, -8000, -20_000};
    BoundWeights bound = new BoundWeights(alpha, 3);
    assertThat(bound.bound(logs)).isFinite().isBetween(-20_000.0, -8000.0 + 1e-9);
    for (int k = 0; k < 3; k++) {
      assertThat(bound.weight(k)).isBetween(0.0, 1.0);
      if (Double.isFinite(alpha)) {
        assertThat(bound.pathFactor(k, 1)).isFinite();
      }
    }
  }

  @Test
  void theFirstOfEqualLargestWeightsTakesAll() {
    BoundWeights bound = new BoundWeights(Double.NEGATIVE_INFINITY, 3);
    bound.bound(new double[] {0, 1, 1});
    assertThat(new double[] {bound.weight(0), bound.weight(1), bound.weight(2)})
        .containsExactly(0, 1, 0);
  }
}

package org.rdvae.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.tensor.FiniteDifferences;

/** Each term's weights are its derivatives, and what it does over many steps. */
class RateTermTest {
  private static final double[] RATES = {0.1, 0.6, 0.2, 2, 0.05};

  private final double[] weights = new double[RATES.length];

  @Test
  void groupsShareTheirFreeBits() {
    FreeBits pairs = new FreeBits(0.75, 2);
    pairs.weigh(0, 0.5, 0, RATES, weights);
    // Sums 0.7, 2.2 and, of the last one alone, 0.05.
    assertThat(weights).containsExactly(0, 0, 0.5, 0.5, 0);
    assertThat(pairs.value(0, 0.5, RATES)).isCloseTo(0.5 * (0.75 + 2.2 + 0.75), within(1e-15));
    FreeBits all = new FreeBits(2.9, 0);
    all.weigh(0, 2, 0, RATES, weights);
    assertThat(weights).containsExactly(2, 2, 2, 2, 2);
    assertThat(all.value(0, 2, RATES)).isCloseTo(5.9, within(1e-14));
    assertThat(new FreeBits(3, 0).value(0, 2, RATES)).isEqualTo(6);
  }

  @Test
  void freeBitsOfGroupsWeighByTheirDerivative() {
    expectDerivatives(new FreeBits(0.75, 2), 0.5);
    expectDerivatives(new FreeBits(0.3, 1), 0.5);
    expectDerivatives(new FreeBits(2, 0), 0.5);
  }

  @Test
  void aCapacityRisesOnAStraightLine() {
    CapacityTarget target = new CapacityTarget(20, 100, 5);
    assertThat(target.capacity(0)).isZero();
    assertThat(target.capacity(25)).isEqualTo(5);
    assertThat(target.capacity(100)).isEqualTo(20);
    assertThat(target.capacity(1000)).isEqualTo(20);
    assertThat(new CapacityTarget(20, 0, 5).capacity(0)).isEqualTo(20);
  }

  @Test
  void aRateBelowTheCapacityIsDrawnUp() {
    CapacityTarget target = new CapacityTarget(20, 100, 5);
    target.weigh(0, 1, 0, RATES, weights);
    assertThat(weights).containsOnly(5);
    assertThat(target.value(0, 1, RATES)).isCloseTo(5 * 2.95, within(1e-14));
    target.weigh(50, 1, 0, RATES, weights);
    assertThat(weights).containsOnly(-5);
    assertThat(target.rateWeight(1)).isEqualTo(-5);
    assertThat(target.value(50, 1, RATES)).isCloseTo(5 * (10 - 2.95), within(1e-14));
    expectDerivatives(target, 1);
  }

  private void expectDerivatives(RateTerm term, double beta) {
    term.weigh(0, beta, 0, RATES, weights);
    FiniteDifferences.expectEqual(
        term.toString(),
        weights,
        FiniteDifferences.gradient(rates -> term.value(0, beta, rates), RATES));
  }

  /** Where R falls and D rises with the weight: R = 10 − 5 ln β, D = 100 − R. */
  @Test
  void multipliersFindTheWeightThatHoldsTheConstraint() {
    LagrangeMultiplier onRate = new LagrangeMultiplier(false, 14, 0.05);
    LagrangeMultiplier onDistortion = new LagrangeMultiplier(true, 87, 0.05);
    assertThat(settledRate(onRate)).isCloseTo(14, within(0.01));
    assertThat(settledRate(onDistortion)).isCloseTo(13, within(0.01));
  }

  private static double settledRate(LagrangeMultiplier multiplier) {
    double[] rate = {10};
    double[] weight = new double[1];
    for (int step = 0; step < 20_000; step++) {
      multiplier.weigh(step, 1, 100 - rate[0], rate, weight);
      rate[0] = 10 - 5 * Math.log(weight[0]);
    }
    return rate[0];
  }

  @Test
  void aMultiplierStaysWithinBoundsAndComesBack() {
    LagrangeMultiplier multiplier = new LagrangeMultiplier(true, 1, 0.1);
    double[] weight = new double[1];
    for (int step = 0; step < 1000; step++) {
      multiplier.weigh(step, 1, 1e6, new double[1], weight);
    }
    assertThat(weight[0]).isCloseTo(1e-4, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e12, Double.POSITIVE_INFINITY, Double.NaN})
  void oneSpoiledBatchHardlyMovesAMultiplier(double spoiled) {
    for (boolean onDistortion : new boolean[] {false, true}) {
      LagrangeMultiplier multiplier = new LagrangeMultiplier(onDistortion, 14, 0.05);
      double[] weight = new double[1];
      for (int step = 0; step < 2000; step++) {
        double value = step == 1000 ? spoiled : 14;
        multiplier.weigh(step, 1, value, new double[] {value}, weight);
      }
      assertThat(weight[0]).isBetween(Math.exp(-0.051), Math.exp(0.051));
    }
  }

  @Test
  void aMultiplierWeighsByTheDerivativeOfItsTerm() {
    for (boolean onDistortion : new boolean[] {false, true}) {
      LagrangeMultiplier multiplier = new LagrangeMultiplier(onDistortion, 5, 1);
      multiplier.weigh(0, 1, 4, new double[] {3, 4, 2, 1, 1}, weights);
      expectDerivatives(multiplier, 1);
      assertThat(multiplier.rateWeight(7)).isEqualTo(weights[0]).isNotEqualTo(1);
    }
  }

  @Test
  void aMultiplierGoesOnWithWhatItRemembers() {
    LagrangeMultiplier whole = new LagrangeMultiplier(false, 14, 0.05);
    LagrangeMultiplier first = new LagrangeMultiplier(false, 14, 0.05);
    LagrangeMultiplier second = new LagrangeMultiplier(false, 14, 0.05);
    double[] other = new double[RATES.length];
    whole.weigh(0, 1, 0, RATES, weights);
    first.weigh(0, 1, 0, RATES, weights);
    second.recall(first.memory());
    for (int step = 1; step < 5; step++) {
      whole.weigh(step, 1, 0, RATES, weights);
      second.weigh(step, 1, 0, RATES, other);
      assertThat(other).isEqualTo(weights);
    }
    assertThat(second.memory()).isEqualTo(whole.memory());
    second.recall(Map.of());
    assertThat(second.memory()).isEqualTo(whole.memory());
  }
}

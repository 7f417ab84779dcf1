package org.rdvae.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.rdvae.random.RandomStream;

class ImportanceWeightsTest {

  @Test
  void equalThePlainFormulas() {
    double[] logs = {-3, -2.5, -4, -3.2};
    double mean = 0;
    for (double log : logs) {
      mean += Math.exp(log) / 4;
    }
    double[] without = new double[4];
    double center = 0;
    for (int i = 0; i < 4; i++) {
      without[i] = Math.log((4 * mean - Math.exp(logs[i])) / 3);
      center += without[i] / 4;
    }
    double squares = 0;
    for (double one : without) {
      squares += Math.pow(one - center, 2);
    }
    ImportanceWeights weights = weights(logs);
    assertThat(weights.nll()).isCloseTo(-Math.log(mean), within(1e-14));
    assertThat(weights.variance()).isCloseTo(squares * 3 / 4, within(1e-14));
  }

  @Test
  void standWeightsThatAreFarApart() {
    ImportanceWeights weights = weights(-1000, 1000);
    assertThat(weights.nll()).isCloseTo(-1000 + Math.log(2), within(1e-12));
    // Either alone is 1000 from the middle between them.
    assertThat(weights.variance()).isCloseTo(1e6, within(1e-6));
    assertThat(weights(-1000, 1000, -2000).variance()).isGreaterThan(1e6);
    assertThat(weights(-5000, -5000, -5000).nll()).isEqualTo(5000);
    assertThat(weights(-5000, -5000, -5000).variance()).isZero();
  }

  @Test
  void ofOneSampleHaveNoVariance() {
    assertThat(weights(-7).nll()).isEqualTo(7);
    assertThat(weights(-7).variance()).isNaN();
  }

  @Test
  void beginAnewAfterAnImage() {
    ImportanceWeights weights = weights(500, 600);
    assertThat(weights.isFull()).isTrue();
    weights.clear();
    assertThat(weights.isFull()).isFalse();
    weights.add(-1);
    assertThat(weights.isFull()).isFalse();
    weights.add(-1);
    assertThat(weights.isFull()).isTrue();
    assertThat(weights.nll()).isEqualTo(1);
  }

  /**
   * The variance is one over repetitions with other samples; 2000 of them tell it to a few percent.
   */
  @Test
  void predictTheirOwnSpread() {
    RandomStream stream = new RandomStream(1, RandomStream.Purpose.TEST);
    int repetitions = 2000;
    double sum = 0;
    double squares = 0;
    double predicted = 0;
    ImportanceWeights weights = new ImportanceWeights(100);
    for (int i = 0; i < repetitions; i++) {
      weights.clear();
      while (!weights.isFull()) {
        weights.add(0.5 * stream.nextGaussian());
      }
      sum += weights.nll();
      squares += weights.nll() * weights.nll();
      predicted += weights.variance() / repetitions;
    }
    double variance = squares / repetitions - sum / repetitions * (sum / repetitions);
    assertThat(predicted / variance).isCloseTo(1, within(0.1));
  }

  /** As of large images: one weight is nearly all of the sum. */
  @Test
  void doNotUnderrateTheirSpreadWhenOneOfThemDecides() {
    RandomStream stream = new RandomStream(2, RandomStream.Purpose.TEST);
    int repetitions = 4000;
    double sum = 0;
    double squares = 0;
    double predicted = 0;
    ImportanceWeights weights = new ImportanceWeights(10);
    for (int i = 0; i < repetitions; i++) {
      weights.clear();
      while (!weights.isFull()) {
        weights.add(70 * stream.nextGaussian());
      }
      sum += weights.nll();
      squares += weights.nll() * weights.nll();
      predicted += weights.variance() / repetitions;
    }
    double variance = squares / repetitions - sum / repetitions * (sum / repetitions);
    // The jackknife is too careful here, by a quarter or so.
    assertThat(predicted / variance).isBetween(1.0, 1.6);
  }

  private static ImportanceWeights weights(double... logs) {
    ImportanceWeights weights = new ImportanceWeights(logs.length);
    for (double log : logs) {
      weights.add(log);
    }
    return weights;
  }
}

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
    double squares = 0;
    for (double log : logs) {
      squares += Math.pow(Math.exp(log) - mean, 2) / 3;
    }
    ImportanceWeights weights = weights(logs);
    assertThat(weights.nll()).isCloseTo(-Math.log(mean), within(1e-14));
    assertThat(weights.variance()).isCloseTo(squares / 4 / (mean * mean), within(1e-14));
  }

  @Test
  void standWeightsThatAreFarApart() {
    ImportanceWeights weights = weights(-1000, 1000);
    assertThat(weights.nll()).isCloseTo(-1000 + Math.log(2), within(1e-12));
    // Weights 0 and 1, relative to the larger: mean 1/2, variance 1/2, so 1/2 / 2 / (1/4).
    assertThat(weights.variance()).isCloseTo(1, within(1e-12));
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

  private static ImportanceWeights weights(double... logs) {
    ImportanceWeights weights = new ImportanceWeights(logs.length);
    for (double log : logs) {
      weights.add(log);
    }
    return weights;
  }
}

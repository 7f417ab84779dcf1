package org.rdvae.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.random.RandomStream;

class AurocTest {

  @Test
  void isOneWhenEveryUnusualScoreIsHigher() {
    assertThat(Auroc.of(numbers(1, 2, 3), numbers(3.5, 4))).isEqualTo(1);
    assertThat(Auroc.of(numbers(3.5, 4), numbers(1, 2, 3))).isZero();
  }

  @Test
  void countsTiesHalf() {
    assertThat(Auroc.of(numbers(5, 5), numbers(5, 5, 5))).isEqualTo(0.5);
    assertThat(Auroc.of(numbers(1, 2), numbers(2))).isEqualTo(0.75);
    assertThat(Auroc.of(numbers(0.0), numbers(-0.0))).isEqualTo(0.5);
  }

  @Test
  void knowsScoresThatAreInfinite() {
    double infinite = Double.POSITIVE_INFINITY;
    assertThat(Auroc.of(numbers(1, 2), numbers(infinite))).isEqualTo(1);
    assertThat(Auroc.of(numbers(1, infinite), numbers(infinite))).isEqualTo(0.75);
  }

  @Test
  void isNoNumberWhenAScoreIsNone() {
    assertThat(Auroc.of(numbers(1, Double.NaN), numbers(2))).isNaN();
    assertThat(Auroc.of(numbers(1), numbers(Double.NaN))).isNaN();
  }

  @Test
  void leavesTheScoresInTheirOrder() {
    double[] scores = numbers(3, 1, 2);
    Auroc.of(scores, scores);
    assertThat(scores).containsExactly(3, 1, 2);
  }

  @Test
  void needsTwoGroups() {
    assertThatThrownBy(() -> Auroc.of(numbers(1), numbers()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 and 0 scores");
  }

  /** How many different scores there are: few make many ties. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 40, 1_000_000})
  void equalsTheCountOfAllPairs(int levels) {
    for (int seed = 1; seed <= 20; seed++) {
      RandomStream stream = new RandomStream(seed, RandomStream.Purpose.TEST);
      double[] usual = draw(stream, 1 + stream.nextInt(60), levels, 0);
      double[] unusual = draw(stream, 1 + stream.nextInt(60), levels, levels / 4);
      assertThat(Auroc.of(usual, unusual))
          .as("seed %d", seed)
          .isEqualTo(countOfAllPairs(usual, unusual));
    }
  }

  @ParameterizedTest
  @CsvSource({"1000, 1000", "70000, 70000"})
  void countsMorePairsThanAnIntHolds(int low, int high) {
    assertThat(Auroc.of(new double[low], new double[high])).isEqualTo(0.5);
  }

  private static double countOfAllPairs(double[] usual, double[] unusual) {
    double count = 0;
    for (double low : usual) {
      for (double high : unusual) {
        count += high > low ? 1 : high == low ? 0.5 : 0;
      }
    }
    return count / (usual.length * unusual.length);
  }

  private static double[] draw(RandomStream stream, int count, int levels, int shift) {
    double[] scores = new double[count];
    for (int i = 0; i < count; i++) {
      scores[i] = stream.nextInt(levels) + shift;
    }
    return scores;
  }

  private static double[] numbers(double... numbers) {
    return numbers;
  }
}

package org.rdvae.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.random.RandomStream.Purpose;

/**
 * Seeds are fixed, so these tests cannot fail by chance; bounds of five standard deviations say
 * what was allowed for.
 */
class RandomStreamTest {
  private static final int DRAWS = 1_000_000;

  @Test
  void givesTheSameNumbersAtTheSameAddressWhateverWasDrawnBefore() {
    RandomStream used = stream();
    used.at(3, 7).nextGaussian();
    used.permutation(10);

    assertThat(words(used.at(5, 6), 9)).containsExactly(words(stream().at(5, 6), 9));
  }

  @Test
  void beginsAtEpochZeroAndIndexZero() {
    assertThat(words(stream(), 4)).containsExactly(words(stream().at(0, 0), 4));
  }

  @Test
  void givesDifferentNumbersAtDifferentAddresses() {
    Set<String> seen = new HashSet<>();
    int addresses = 0;
    for (long seed : new long[] {0, 1, 2, 1L << 32, Long.MAX_VALUE}) {
      for (Purpose purpose : Purpose.values()) {
        for (int epoch : new int[] {0, 1, 2}) {
          for (long index : new long[] {0, 1, 2, 49_999, 1L << 32, (1L << 32) + 1, 1L << 33}) {
            seen.add(Arrays.toString(words(new RandomStream(seed, purpose).at(epoch, index), 4)));
            addresses++;
          }
        }
      }
    }
    assertThat(seen).hasSize(addresses);
  }

  @Test
  void givesDifferentWordsInOneStream() {
    // A repeated block would show at once; of 4000 honest words two agree with probability 0.002.
    assertThat(Arrays.stream(words(stream(), 4000)).distinct().count()).isEqualTo(4000);
  }

  /** Saved runs rely on these numbers: a change here is a change of every run's result. */
  @Test
  void keepsTheNumbersOfTheFirstRelease() {
    assertThat(words(new RandomStream(1, Purpose.SHUFFLE).at(2, 3), 5))
        .containsExactly(0x5dc17fd7, 0xa0736c78, 0xd3c213aa, 0x3cf5fcbe, 0x2253cf8b);
    assertThat(new RandomStream(1, Purpose.SHUFFLE).at(0, 0).permutation(10))
        .containsExactly(0, 2, 1, 8, 5, 3, 7, 4, 9, 6);
    assertThat(Purpose.values())
        .startsWith(
            Purpose.INITIALIZATION,
            Purpose.SHUFFLE,
            Purpose.BINARIZATION,
            Purpose.TRAINING_NOISE,
            Purpose.VALIDATION_NOISE,
            Purpose.EVALUATION_NOISE,
            Purpose.SAMPLING,
            Purpose.TEST);
  }

  @Test
  void drawsUniformNumbersStrictlyBetweenZeroAndOne() {
    RandomStream stream = stream();
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < DRAWS; i++) {
      double u = stream.nextUniform();
      assertThat(u > 0 && u < 1).isTrue();
      sum += u;
      squares += u * u;
    }
    // Standard deviations of u and u^2: sqrt(1/12) and sqrt(4/45).
    assertThat(sum / DRAWS).isCloseTo(0.5, within(5 * Math.sqrt(1 / 12.0 / DRAWS)));
    assertThat(squares / DRAWS).isCloseTo(1 / 3.0, within(5 * Math.sqrt(4 / 45.0 / DRAWS)));
  }

  @Test
  void drawsGaussianNumbersWithTheRightMoments() {
    float[] z = gaussians();
    double[] moments = new double[5];
    for (float value : z) {
      double power = 1;
      for (int k = 1; k <= 4; k++) {
        power *= value;
        moments[k] += power / DRAWS;
      }
    }
    // The variance of z^k is E z^2k - (E z^k)^2: 1, 2, 15 and 105 - 9.
    assertThat(moments[1]).isCloseTo(0, within(5 * Math.sqrt(1.0 / DRAWS)));
    assertThat(moments[2]).isCloseTo(1, within(5 * Math.sqrt(2.0 / DRAWS)));
    assertThat(moments[3]).isCloseTo(0, within(5 * Math.sqrt(15.0 / DRAWS)));
    assertThat(moments[4]).isCloseTo(3, within(5 * Math.sqrt(96.0 / DRAWS)));
  }

  @Test
  void drawsAsManyGaussianNumbersInEachTailAsExpected() {
    float[] z = gaussians();
    double[] beyond = {
      0.15865525393145705, 0.02275013194817921, 0.0013498980316300946, 3.167124183311992e-05
    };
    for (int k = 1; k <= 4; k++) {
      int above = 0;
      int below = 0;
      for (float value : z) {
        above += value > k ? 1 : 0;
        below += value < -k ? 1 : 0;
      }
      double expected = beyond[k - 1] * DRAWS;
      assertThat((double) above)
          .as("above %d", k)
          .isCloseTo(expected, within(5 * Math.sqrt(expected)));
      assertThat((double) below)
          .as("below -%d", k)
          .isCloseTo(expected, within(5 * Math.sqrt(expected)));
    }
  }

  @Test
  void drawsNeighbouringImagesAndEpochsIndependently() {
    double neighbours = 0;
    double epochs = 0;
    RandomStream stream = stream();
    for (int i = 0; i < DRAWS; i++) {
      double z = stream.at(0, i).nextGaussian();
      neighbours += z * stream.at(0, i + 1).nextGaussian();
      epochs += z * stream.at(1, i).nextGaussian();
    }
    // A product of two independent standard normal numbers has variance 1.
    assertThat(neighbours / DRAWS).isCloseTo(0, within(5 / Math.sqrt(DRAWS)));
    assertThat(epochs / DRAWS).isCloseTo(0, within(5 / Math.sqrt(DRAWS)));
  }

  @Test
  void fillsOnlyAsManyPlacesAsAskedFor() {
    float[] target = {9, 9, 9, 9};
    stream().fillGaussian(target, 3);

    assertThat(target[3]).isEqualTo(9);
    assertThat(target[2]).isNotEqualTo(9);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 10, 784})
  void drawsEveryNumberBelowTheBoundEquallyOften(int bound) {
    int[] counts = new int[bound];
    RandomStream stream = stream();
    for (int i = 0; i < DRAWS; i++) {
      counts[stream.nextInt(bound)]++;
    }
    double expected = (double) DRAWS / bound;
    for (int i = 0; i < bound; i++) {
      assertThat((double) counts[i])
          .as("%d of %d", i, bound)
          .isCloseTo(expected, within(5 * Math.sqrt(expected)));
    }
  }

  /** Three quarters of 2^31: what 32 random bits modulo the bound would make visibly uneven. */
  @Test
  void drawsEvenlyBelowALargeBound() {
    int third = 1 << 29;
    int[] counts = new int[3];
    RandomStream stream = stream();
    for (int i = 0; i < DRAWS; i++) {
      counts[stream.nextInt(3 * third) / third]++;
    }
    for (int count : counts) {
      assertThat((double) count).isCloseTo(DRAWS / 3.0, within(5 * Math.sqrt(DRAWS / 3.0)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 50_000})
  void permutesEveryNumberOnce(int count) {
    int[] order = stream().permutation(count);
    int[] sorted = order.clone();
    Arrays.sort(sorted);

    assertThat(sorted).containsExactly(IntStream.range(0, count).toArray());
  }

  @Test
  void givesEveryPermutationEquallyOften() {
    Map<String, Integer> counts = new TreeMap<>();
    int draws = 120_000;
    for (int i = 0; i < draws; i++) {
      counts.merge(Arrays.toString(stream().at(0, i).permutation(4)), 1, Integer::sum);
    }
    double expected = draws / 24.0;
    assertThat(counts).hasSize(24);
    assertThat(counts.values())
        .allSatisfy(
            n -> assertThat((double) n).isCloseTo(expected, within(5 * Math.sqrt(expected))));
  }

  private static RandomStream stream() {
    return new RandomStream(1, Purpose.TEST);
  }

  private static int[] words(RandomStream stream, int count) {
    int[] words = new int[count];
    for (int i = 0; i < count; i++) {
      words[i] = stream.nextInt();
    }
    return words;
  }

  private static float[] gaussians() {
    float[] z = new float[DRAWS];
    stream().fillGaussian(z, DRAWS);
    return z;
  }
}

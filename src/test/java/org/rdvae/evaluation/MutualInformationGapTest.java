package org.rdvae.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Codes whose mutual information with a factor can be counted by hand. */
class MutualInformationGapTest {
  private static final int IMAGES = 9600;

  /**
   * A code of as many places as the factor has, each in a bin of its own or in one with another.
   */
  @ParameterizedTest
  @CsvSource({"3, 1", "6, 1", "20, 1", "32, 0.85", "40, 0.812"})
  void ofAPerfectCodeIsOneUnlessTheBinsAreTooFew(int steps, double gap) {
    Factor factor = new Factor("v", steps, numbers(steps));
    double[] other = rounds(steps);
    double[] code = Arrays.stream(factor.values()).mapToDouble(v -> 5 - 0.3 * v).toArray();
    double[] information =
        new MutualInformationGap(new double[][] {other, code}).information(factor);
    assertThat(MutualInformationGap.gap(information, factor.entropy(IMAGES)))
        .isCloseTo(gap, within(1e-3));
  }

  /** Each value as often as any other. */
  private static int[] numbers(int steps) {
    return IntStream.range(0, IMAGES).map(image -> image % steps).toArray();
  }

  /** The number of the round, modulo 5: what says nothing about the number within it. */
  private static double[] rounds(int steps) {
    return IntStream.range(0, IMAGES).mapToDouble(image -> image / steps % 5).toArray();
  }

  @Test
  void informationIsTheEntropyLessWhatIsLeft() {
    // Tells 0 and 1 from 2 and 3: ln 4 less ln 2.
    Factor factor = new Factor("v", 4, numbers(4));
    double[] code = Arrays.stream(factor.values()).mapToDouble(v -> Math.floorDiv(v, 2)).toArray();
    assertThat(new MutualInformationGap(new double[][] {code}).information(factor)[0])
        .isCloseTo(Math.log(2), within(1e-12));
  }

  @Test
  void ofTwoThatTellTheSameIsZero() {
    Factor factor = new Factor("v", 6, numbers(6));
    double[] code = Arrays.stream(factor.values()).mapToDouble(v -> v).toArray();
    double[] information =
        new MutualInformationGap(new double[][] {code, new double[IMAGES], code})
            .information(factor);
    assertThat(information[0]).isCloseTo(Math.log(6), within(1e-12));
    assertThat(information[1]).isCloseTo(0, within(1e-12));
    assertThat(MutualInformationGap.gap(information, Math.log(6))).isZero();
  }

  @Test
  void noiseTellsWhatFrequenciesFindInNothing() {
    Random random = new Random(1);
    Factor factor = new Factor("v", 40, random.ints(IMAGES, 0, 40).toArray());
    double[] noise = random.doubles(IMAGES).toArray();
    double[] information =
        new MutualInformationGap(new double[][] {noise, random.doubles(IMAGES).toArray()})
            .information(factor);
    assertThat(information[0]).isCloseTo(19.0 * 39 / (2 * IMAGES), within(0.006));
    assertThat(MutualInformationGap.gap(information, Math.log(40))).isLessThan(0.003);
  }

  @Test
  void aLoneLatentVariableHasASecondOfZero() {
    assertThat(MutualInformationGap.gap(new double[] {0.5}, 2)).isEqualTo(0.25);
    assertThat(MutualInformationGap.gap(new double[] {0.5, 1.5, 1.1}, 2))
        .isCloseTo(0.2, within(1e-15));
    assertThat(MutualInformationGap.gap(new double[] {0, 0}, 0)).isZero();
  }
}

package org.rdvae.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.tensor.FiniteDifferences;

class DiscretizedLogisticTest {
  private static final double HALF_BIN = 1.0 / 510;
  private static final int[] LEVELS = {0, 1, 2, 77, 128, 200, 253, 254, 255};
  private static final double[] MEANS = {-2, -0.1, 0, 0.001, 0.3, 0.5, 0.502, 0.97, 1, 1.2, 3};

  @ParameterizedTest
  @ValueSource(doubles = {-10, -7, -6.3, -4, -2, -0.5, 0, 2, 6})
  void probabilitiesOfAllLevelsSumToOne(double logScale) {
    for (double mean : MEANS) {
      double sum = 0;
      for (int level = 0; level < 256; level++) {
        sum += Math.exp(-DiscretizedLogistic.distortion(level, mean, logScale));
      }
      assertThat(sum).as("mean %s", mean).isCloseTo(1, within(1e-11));
    }
  }

  /** Where the plain difference of two logistic functions keeps its digits, it is the judge. */
  @ParameterizedTest
  @CsvSource({"0.5, -3", "0.4, -1", "0.1, -2", "0.9, 0", "0.5, -5"})
  void distortionIsMinusTheLogOfTheBinsMass(double mean, double logScale) {
    double scale = Math.exp(logScale);
    for (int level = 0; level < 256; level += 5) {
      double x = level / 255.0;
      double below = level == 0 ? 0 : 1 / (1 + Math.exp(-(x - HALF_BIN - mean) / scale));
      double upTo = level == 255 ? 1 : 1 / (1 + Math.exp(-(x + HALF_BIN - mean) / scale));
      double mass = upTo - below;
      // The rounding of both terms, 1e-16, counts against their difference.
      assertThat(DiscretizedLogistic.distortion(level, mean, logScale))
          .as("level %d", level)
          .isCloseTo(-Math.log(mass), within(1e-12 + 1e-15 / mass));
    }
  }

  @Test
  void staysExactWhereBothTailsVanish() {
    double scale = Math.exp(-7);
    double width = 2 * HALF_BIN / scale;
    // Far below the mean the mass is exp(a) (1 - exp(-delta)), far above it the mirror image.
    double a = (128 / 255.0 + HALF_BIN - 3) / scale;
    double below = -a - Math.log(1 - Math.exp(-width));
    assertThat(DiscretizedLogistic.distortion(128, 3, -7)).isCloseTo(below, within(1e-11 * below));
    double b = (128 / 255.0 - HALF_BIN + 2) / scale;
    double above = b - Math.log(1 - Math.exp(-width));
    assertThat(DiscretizedLogistic.distortion(128, -2, -7)).isCloseTo(above, within(1e-11 * above));
    // The open bins hold all of such a distribution, and none of the opposite one.
    assertThat(DiscretizedLogistic.distortion(0, -2, -7)).isZero();
    assertThat(DiscretizedLogistic.distortion(255, 3, -7)).isZero();
    assertThat(DiscretizedLogistic.distortion(255, -2, -7))
        .isCloseTo((1 - HALF_BIN + 2) / scale, within(1e-9));
    assertThat(DiscretizedLogistic.distortion(0, 3, -7))
        .isCloseTo((3 - HALF_BIN) / scale, within(1e-9));
  }

  @Test
  void staysExactWhereDistributionsAreFlat() {
    // The density at the mean of a flat distribution is 1 / (4 s).
    assertThat(DiscretizedLogistic.distortion(100, 0.5, 40))
        .isCloseTo(Math.log(4 * 255) + 40, within(1e-12));
    assertThat(DiscretizedLogistic.distortion(0, 0.5, 40)).isCloseTo(Math.log(2), within(1e-12));
    assertThat(DiscretizedLogistic.distortionByLogScale(100, 0.5, 40)).isCloseTo(1, within(1e-12));
  }

  @Test
  void theSmallestScaleOfTheDefaultGivesALevelAtMostTheStatedProbability() {
    assertThat(Math.exp(-DiscretizedLogistic.distortion(100, 100 / 255.0, -7)))
        .isCloseTo(0.79, within(0.005));
  }

  /** Differences in units of the scale, in which the distortion is smooth for every scale. */
  @ParameterizedTest
  @ValueSource(doubles = {-10, -7, -5, -2, 0, 2})
  void derivativesEqualDifferences(double logScale) {
    double scale = Math.exp(logScale);
    for (int level : LEVELS) {
      for (double distance : new double[] {-30, -3, -0.7, 0, 0.01, 1.6, 8}) {
        double middle = level / 255.0;
        double mean = middle + distance * scale;
        double[] differences =
            FiniteDifferences.gradient(
                at -> DiscretizedLogistic.distortion(level, middle + at[0] * scale, at[1]),
                new double[] {distance, logScale});
        FiniteDifferences.expectEqual(
            "level %d, %s scales off, log scale %s".formatted(level, distance, logScale),
            new double[] {
              DiscretizedLogistic.distortionByMean(level, mean, logScale) * scale,
              DiscretizedLogistic.distortionByLogScale(level, mean, logScale)
            },
            differences);
      }
    }
  }

  @Test
  void expectationEqualsTheSumOverLevelsToATenthOfALevel() {
    for (double logScale : new double[] {-7, -6, -4, -2, 0, 2}) {
      for (double mean : MEANS) {
        double sum = 0;
        for (int level = 0; level < 256; level++) {
          sum += level / 255.0 * Math.exp(-DiscretizedLogistic.distortion(level, mean, logScale));
        }
        assertThat(DiscretizedLogistic.expectation(mean, logScale))
            .as("mean %s, log scale %s", mean, logScale)
            .isBetween(0.0, 1.0)
            .isCloseTo(sum, within(0.1 / 255));
      }
    }
    assertThat(DiscretizedLogistic.expectation(0.3, 80)).isCloseTo(0.5, within(1e-5));
  }
}

package org.rdvae.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rdvae.tensor.FiniteDifferences;

/** The plain formulas against numbers of SciPy 1.17 and of mpmath with 40 digits. */
class ReferenceValuesTest {
  @ParameterizedTest
  @CsvSource({
    "1e-9, 3.0000000004166667e-10, 0.50000000008333333",
    "0.3, 0.093747191511089313, 0.52496258017674927",
    "-0.99, -0.25649094485399651, 0.41881694136338637",
    "1.01, 0.34514858671498462, 0.58276958458152919",
    "-40, 4.3111205458860637, 0.024999999999999996",
    "700, 553.4489196649566, 0.99857142857142857"
  })
  void continuousBernoulli(double logit, double distortion, double mean) {
    assertThat(ContinuousBernoulli.distortion(logit, 0.2)).isCloseTo(distortion, near(distortion));
    assertThat(ContinuousBernoulli.mean(logit)).isCloseTo(mean, within(2e-11));
    assertThat(ContinuousBernoulli.distortionByLogit(logit, 0.2))
        .isCloseTo(mean - 0.2, within(2e-11));
  }

  @ParameterizedTest
  @CsvSource({"0.2, -3", "0.999, 2", "1e-6, 50", "0.5, -700", "0.37, 0"})
  void quantilesOfTheContinuousBernoulliAreThoseOfItsDensity(double share, double logit) {
    double quantile = ContinuousBernoulli.quantile(share, logit);
    assertThat(quantile).isBetween(0.0, 1.0);
    double below = logit == 0 ? quantile : Math.expm1(logit * quantile) / Math.expm1(logit);
    assertThat(below).isCloseTo(share, within(1e-12));
  }

  @Test
  void laplaceAndStudentT() {
    assertThat(Laplace.distortion(1.3, 0.4, Math.log(0.7)))
        .isCloseTo(1.6221865223354988, within(1e-14));
    assertThat(Laplace.distortionByMean(0.4, 0.4, 0)).isZero();
    assertThat(Laplace.quantile(0.25, 1, 0)).isCloseTo(1 - Math.log(2), within(1e-15));
    assertThat(Laplace.quantile(0.75, 1, 0)).isCloseTo(1 + Math.log(2), within(1e-15));
    assertThat(StudentT.distortion(1.3, 0.4, Math.log(0.7), 3.5))
        .isCloseTo(1.5031616070669642, within(1e-13));
  }

  @ParameterizedTest
  @CsvSource({
    "17, 0.6, 2.5, 4.468983796327731",
    "255, 0.01, 30, 101.1912742810939",
    "0, 2000, 3, 782.0230493454781"
  })
  void betaBinomial(int level, double alpha, double beta, double distortion) {
    assertThat(BetaBinomial.distortion(level, alpha, beta)).isCloseTo(distortion, near(distortion));
  }

  @Test
  void aBetaBinomialOfOneAndOneIsUniform() {
    for (int level = 0; level < 256; level++) {
      assertThat(BetaBinomial.distortion(level, 1, 1)).isCloseTo(Math.log(256), within(1e-12));
    }
  }

  @Test
  void multinomial() {
    double[] logs = {Math.log(0.1), Math.log(0.2), Math.log(0.3), Math.log(0.4)};
    assertThat(Multinomial.distortion(new float[] {9, 3, 0, 2, 1}, 1, logs))
        .isCloseTo(6.1376470572860615, within(1e-13));
    logs[1] = Double.NEGATIVE_INFINITY;
    assertThat(Multinomial.distortion(new float[] {3, 0, 2, 1}, 0, logs)).isFinite();
  }

  @ParameterizedTest
  @CsvSource({
    "1e-3, 6.907178885383853, -1000.5755719318103",
    "0.5, 0.5723649429247, -1.9635100260214235",
    "3.7, 1.428072326665388, 1.1671535393615113",
    "9.99, 12.779315214350195, 2.250700372831201",
    "10.01, 12.824350262448247, 2.2528037003181356",
    "1e5, 1051287.7089736569, 11.512920464961896"
  })
  void gammaFunction(double y, double logGamma, double digamma) {
    assertThat(GammaFunction.logGamma(y)).isCloseTo(logGamma, near(logGamma));
    assertThat(GammaFunction.digamma(y)).isCloseTo(digamma, near(digamma));
  }

  @Test
  void derivativesAreThoseOfTheDistortions() {
    expectDerivatives(
        at -> Laplace.distortion(0.3, at[0], at[1]),
        Laplace.distortionByMean(0.3, -0.4, -1),
        Laplace.distortionByLogScale(0.3, -0.4, -1),
        -0.4,
        -1);
    expectDerivatives(
        at -> StudentT.distortion(0.3, at[0], at[1], 2.5),
        StudentT.distortionByMean(0.3, -0.4, -1, 2.5),
        StudentT.distortionByLogScale(0.3, -0.4, -1, 2.5),
        -0.4,
        -1);
    expectDerivatives(
        at -> BetaBinomial.distortion(200, at[0], at[1]),
        BetaBinomial.distortionByAlpha(200, 0.7, 3),
        BetaBinomial.distortionByBeta(200, 0.7, 3),
        0.7,
        3);
  }

  private static void expectDerivatives(
      ToDoubleFunction<double[]> distortion, double first, double second, double... point) {
    FiniteDifferences.expectEqual(
        "derivatives", new double[] {first, second}, FiniteDifferences.gradient(distortion, point));
  }

  /** Two components, three channels, the green one black and the blue one white. */
  @Test
  void logisticMixture() {
    double[] heads = {
      0.3,
      -0.5, // weights
      -0.2,
      0.1,
      0.05,
      -0.3,
      0.25,
      0.4, // means
      -1,
      -2,
      0.5,
      -0.5,
      -1.5,
      0, // log scales
      0.4,
      -0.7,
      1.2,
      0.3,
      -0.9,
      0.8 // coefficients
    };
    LogisticMixture mixture = new LogisticMixture(2, 3, new LogScaleHead(-2, -7));
    assertThat(mixture.distortion(new double[] {30 / 255.0, 0, 1}, heads))
        .isCloseTo(15.49303237588831, within(1e-12));
  }

  /** With the same values for all bins every level has one part in 256, whatever the bins. */
  @ParameterizedTest
  @CsvSource({"2", "7", "100", "255", "256"})
  void aLevelIsInOneBin(int bins) {
    int before = 0;
    for (int level = 0; level < 256; level++) {
      int bin = Categorical.bin(level, bins);
      assertThat(bin).isBetween(before, before + 1);
      assertThat(level).isBetween(Categorical.lowest(bin, bins), Categorical.lowest(bin + 1, bins));
      assertThat(level).isLessThan(Categorical.lowest(bin + 1, bins));
      before = bin;
    }
    assertThat(before).isEqualTo(bins - 1);
    assertThat(Categorical.lowest(bins, bins)).isEqualTo(256);
  }

  private static Offset<Double> near(double value) {
    return within(1e-12 * (1 + Math.abs(value)));
  }
}

package org.rdvae.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rdvae.random.RandomStream;

/** Against values computed with 40 digits, and derivatives against differences of quantiles. */
class IncompleteGammaTest {
  private final IncompleteGamma gamma = new IncompleteGamma();
  private final GammaQuantile quantile = new GammaQuantile();

  @ParameterizedTest
  @CsvSource({
    "0.2, 1e-30, -13.730136467960959, -1.0891250141547684e-6, 3.4394256446614592e-28",
    "0.2, 0.01, -0.83732346167658125, -0.56716242391679131, 0.21796277307027379",
    "0.2, 1.19, -0.040231869447509408, -3.2331443189374959, 4.0270915963300592",
    "0.2, 1.21, -0.039051876364281172, -3.2623267488284925, 4.0523233780012521",
    "0.2, 20, -3.9363935920987927e-11, -23.958171050771064, 8.0240798016396321",
    "1, 0.5, -0.93275212956718857, -0.5, 0.80697911682531802",
    "1, 2.1, -0.13062867046229947, -2.1000000000000001, 1.6671489631016287",
    "2.5, 0.1, -7.0286369731118052, -0.00088653164188767325, 0.14054979297366989",
    "2.5, 3.4, -0.26911489780980117, -1.4441585113446271, 1.241643080522404",
    "2.5, 3.6, -0.2309060009592382, -1.5789769943595089, 1.2755885144571808",
    "2.5, 20, -1.4933680115577905e-7, -15.717061746112256, 2.523686002451174",
    "10, 5, -3.4474070729719001, -0.032345580729534871, 0.70457992238683872",
    "10, 30, -7.1217762226036572e-6, -11.852356955071915, 1.6746941162593883",
    "100, 60, -13.4224368183038, -1.4815287301091939e-6, 0.76750540273980507",
    "100, 99, -0.74801669273621219, -0.64113237428368543, 0.99664318973462292",
    "100, 102, -0.52472403660822655, -0.89579872098011859, 1.0116188836511833",
    "100, 160, -1.442022554506721e-7, -15.75204904319091, 1.2554191648515344",
    "2900, 2800, -3.487844817959428, -0.031043582311236885, 0.98261342310067184",
    "2900, 3100, -0.00013741095764389156, -8.8926031360924226, 1.033775707021394",
  })
  void tailsAndDerivativeAreThoseOfLongArithmetic(
      double a, double x, double logLower, double logUpper, double quantileByShape) {
    // The density's logarithm is a difference of numbers as large as a ln a.
    double relative = 1e-13 * Math.max(10, a);
    assertThat(gamma.logLower(a, x)).isCloseTo(logLower, within(relative));
    assertThat(gamma.logUpper(a, x)).isCloseTo(logUpper, within(relative));
    assertThat(gamma.quantileByShape(a, x) / quantileByShape).isCloseTo(1, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({
    "0.2, -6.3, 4.763873259956463e-50",
    "0.2, 0, 0.02074633919282484",
    "0.2, 6.3, 18.72057637018237",
    "0.5, -1, 0.02003475231682047",
    "1, 0.1, 0.7761545927302733",
    "1, 3, 6.60772622151035",
    "2.5, -3, 0.1189755564456877",
    "2.5, 1, 3.978197147657923",
    "10, -6.3, 0.4927903400317305",
    "10, 6.3, 44.13246722544064",
    "100, -0.1, 98.67214015194907",
    "2900, 3, 3064.224583620467",
  })
  void quantilesAreThoseOfLongArithmetic(double a, double noise, double expected) {
    assertThat(quantile.of(a, noise) / expected).isCloseTo(1, within(2e-12));
  }

  /** The implicit derivative is that of the search, which knows nothing of it. */
  @Test
  void quantilesMoveWithTheShapeAsTheDerivativeSays() {
    RandomStream stream = new RandomStream(1, RandomStream.Purpose.TEST);
    for (int i = 0; i < 2000; i++) {
      double a = Math.exp(-1.6 + 9 * stream.nextUniform());
      double noise = 1.5 * stream.nextGaussian();
      double h = 1e-4 * a;
      double x = quantile.of(a, noise);
      double difference =
          (8 * (quantile.of(a + h, noise) - quantile.of(a - h, noise))
                  - quantile.of(a + 2 * h, noise)
                  + quantile.of(a - 2 * h, noise))
              / (12 * h);
      assertThat(gamma.quantileByShape(a, x) / difference)
          .as("shape %s, noise %s", a, noise)
          .isCloseTo(1, within(2e-7));
    }
  }

  @Test
  void quantilesOfAllShapesAndNoiseAreFound() {
    for (double logShape = GammaLatent.SMALLEST_LOG_SHAPE; logShape <= 8; logShape += 0.25) {
      double a = Math.exp(logShape);
      double before = 0;
      for (double noise = -8; noise <= 8; noise += 0.125) {
        double x = quantile.of(a, noise);
        assertThat(x).as("shape %s, noise %s", a, noise).isFinite().isGreaterThan(before);
        before = x;
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0.2, 26.267377205423776",
    "1, 1.6449340668482264",
    "2.5, 0.49035775610023486",
    "10, 0.10516633568168575",
    "300, 0.0033388950617146777",
  })
  void trigammaIsThatOfLongArithmetic(double y, double expected) {
    assertThat(GammaFunction.trigamma(y) / expected).isCloseTo(1, within(1e-13));
  }
}

package org.rdvae.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.base.Failure;

class BdRateTest {
  private static final RateCurve JPEG = PublishedCurves.of("jpeg");
  private static final RateCurve WEBP = PublishedCurves.of("webp");
  private static final RateCurve FACTORISED = PublishedCurves.of("factorised");
  private static final RateCurve HYPERPRIOR = PublishedCurves.of("hyperprior");
  // The examples of FAU-LMS/bjontegaard: libx265 at several settings, kilobits a second.
  private static final RateCurve X265 =
      curve("x265", 9487.76, 40.037, 4593.60, 38.615, 2486.44, 36.845, 1358.24, 34.851);
  private static final RateCurve X265_OTHER =
      curve("other", 9787.80, 40.121, 4469.00, 38.651, 2451.52, 36.970, 1356.24, 34.987);
  private static final RateCurve X265_HIGH =
      curve("x265", 82472.76, 43.825, 26875.24, 41.404, 9487.76, 40.037, 4593.6, 38.615);
  private static final RateCurve X265_HIGH_OTHER =
      curve("other", 99896.96, 44.731, 33952.04, 41.875, 9787.8, 40.121, 4469.0, 38.651);

  private static RateCurve curve(String name, double... ratesAndPsnrs) {
    List<CurvePoint> points = new ArrayList<>();
    for (int i = 0; i < ratesAndPsnrs.length; i += 2) {
      points.add(new CurvePoint(i, 0, ratesAndPsnrs[i], ratesAndPsnrs[i + 1], 0, 0, 0));
    }
    return new RateCurve(name, "", "", points);
  }

  /** Expected values by SciPy's PCHIP and its integral, see src/bench/measures-reference.py. */
  static Stream<Arguments> references() {
    return Stream.of(
        Arguments.of(JPEG, FACTORISED, -44.5194104086),
        Arguments.of(JPEG, HYPERPRIOR, -54.9891764368),
        Arguments.of(JPEG, WEBP, -36.176156292),
        Arguments.of(WEBP, FACTORISED, -8.7510730862),
        Arguments.of(WEBP, HYPERPRIOR, -28.423889584),
        Arguments.of(X265, X265_OTHER, -4.4174853506),
        Arguments.of(X265_HIGH, X265_HIGH_OTHER, -4.4721820028));
  }

  @ParameterizedTest
  @MethodSource("references")
  void agreesWithScipy(RateCurve anchor, RateCurve coder, double expected) {
    assertThat(BdRate.of(anchor, coder).percent()).isCloseTo(expected, within(1e-7));
  }

  /** As they are quoted: CompressAI's pretrained models and Pillow's codecs. */
  @Test
  void givesTheKnownDifferencesOfPublishedCurves() {
    assertThat(BdRate.of(JPEG, FACTORISED).percent()).isCloseTo(-44.5, within(0.05));
    assertThat(BdRate.of(JPEG, HYPERPRIOR).percent()).isCloseTo(-55.0, within(0.05));
    assertThat(BdRate.of(WEBP, FACTORISED).percent()).isCloseTo(-8.8, within(0.05));
    assertThat(BdRate.of(WEBP, HYPERPRIOR).percent()).isCloseTo(-28.4, within(0.05));
  }

  @Test
  void filesOfFourFifthsAreTwentyPercentLess() {
    RateCurve anchor = curve("a", 1, 30, 2, 33, 4, 35, 8, 36);
    RateCurve coder = curve("b", 0.8, 30, 1.6, 33, 3.2, 35, 6.4, 36);
    assertThat(BdRate.of(anchor, coder).percent()).isCloseTo(-20, within(1e-9));
    assertThat(BdRate.of(coder, anchor).percent()).isCloseTo(25, within(1e-9));
    assertThat(BdRate.of(anchor, anchor).percent()).isZero();
  }

  @Test
  void isTakenWhereBothCurvesAre() {
    BdRate rate = BdRate.of(JPEG, WEBP);
    assertThat(rate.lowestPsnr()).isEqualTo(28.32842);
    assertThat(rate.highestPsnr()).isEqualTo(40.55666);
  }

  @Test
  void refusesCurvesWithNoPsnrInCommon() {
    RateCurve low = curve("low", 1, 20, 2, 21, 3, 22, 4, 23);
    RateCurve high = curve("high", 1, 23, 2, 24, 3, 25, 4, 26);
    assertRefused(
        low,
        high,
        "BD-rate: expected curves with some PSNR in common, found low from 20.00 to 23.00 dB and"
            + " high from 23.00 to 26.00 dB.");
  }

  @Test
  void refusesPointsThroughWhichNoCurveGoes() {
    assertRefused(
        JPEG,
        curve("few", 1, 30, 2, 31, 3, 32),
        "BD-rate: expected at least 4 qualities of few, found 3.");
    assertRefused(
        curve("flat", 1, 30, 2, 31, 3, 31, 4, 32),
        JPEG,
        "BD-rate: expected a different PSNR of flat at each quality, found 31.0000 dB twice.");
    assertRefused(
        JPEG,
        curve("exact", 1, 30, 2, 31, 3, 32, 4, Double.POSITIVE_INFINITY),
        "BD-rate: expected a finite PSNR and a positive rate of exact, found Infinity dB at 4.0000"
            + " bits per pixel.");
    assertRefused(
        JPEG,
        curve("empty", 0, 30, 2, 31, 3, 32, 4, 33),
        "BD-rate: expected a finite PSNR and a positive rate of empty, found 30.00 dB at 0.0000"
            + " bits per pixel.");
  }

  private static void assertRefused(RateCurve anchor, RateCurve coder, String message) {
    assertThatThrownBy(() -> BdRate.of(anchor, coder))
        .isInstanceOf(Failure.class)
        .hasMessage(message)
        .extracting(failure -> ((Failure) failure).kind())
        .isEqualTo(Failure.Kind.BAD_DATA);
  }
}

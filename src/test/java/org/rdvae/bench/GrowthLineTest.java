package org.rdvae.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class GrowthLineTest {

  @Test
  void findsTheLineThatAllPointsButOneLieOn() {
    GrowthLine line = GrowthLine.through(new double[] {1, 2, 3, 4}, new double[] {5, 8, 11, 28});
    assertThat(line.intercept()).isCloseTo(2, within(1e-12));
    assertThat(line.slope()).isCloseTo(3, within(1e-12));
    assertThat(line.bendsAt(3, 11)).isFalse();
    assertThat(line.bendsAt(4, 28)).isTrue();
    assertThat(line.deviation(4, 28)).isCloseTo(-0.5, within(1e-12));
  }

  @Test
  void neitherNumberIsBelowZero() {
    GrowthLine steep = GrowthLine.through(new double[] {1, 2}, new double[] {1, 4});
    assertThat(steep.intercept()).isZero();
    assertThat(steep.slope()).isBetween(1.0, 2.0);
    GrowthLine falling = GrowthLine.through(new double[] {1, 2}, new double[] {4, 1});
    assertThat(falling.slope()).isZero();
    GrowthLine upright = GrowthLine.through(new double[] {2, 2}, new double[] {4, 5});
    assertThat(upright.at(2)).isBetween(4.0, 5.0);
  }

  @Test
  void aCurveTellsItsModelExponentAndWhereItBends() {
    GrowthCurve curve =
        new GrowthCurve(
            GrowthAxis.BATCH,
            List.of(point(8, 1, 3), point(16, 2, 4), point(32, 4, 6), point(64, 8, 24)));
    assertThat(curve.time()).hasValueSatisfying(line -> assertThat(line.slope()).isEqualTo(1));
    assertThat(curve.bends()).extracting(GrowthPoint::value).containsExactly(64);
    assertThat(curve.exponent()).isCloseTo(1, within(1e-12));
    assertThat(curve.memory())
        .hasValueSatisfying(line -> assertThat(line.at(50)).isCloseTo(150, within(1e-9)));
    assertThat(GrowthTable.of(List.of(curve)))
        .contains(
            "| batch | ms ",
            "ms = 2.00 + 1.00 x GFLOP; ms grows as batch^1.00 from end to end.",
            "It bends at batch 64, where it is off by more than 25 %.",
            "MiB = 100 + 1.00 x planned MiB.");
  }

  @Test
  void threadsFollowAmdahl() {
    GrowthCurve curve =
        new GrowthCurve(
            GrowthAxis.THREADS, List.of(point(1, 1, 10), point(2, 1, 6), point(4, 1, 4)));
    assertThat(curve.time())
        .hasValueSatisfying(
            line -> {
              assertThat(line.intercept()).isCloseTo(2, within(1e-12));
              assertThat(line.slope()).isCloseTo(8, within(1e-12));
            });
    assertThat(curve.bends()).isEmpty();
    assertThat(GrowthTable.of(List.of(curve)))
        .contains("ms = 2.00 + 8.00 / threads", "The model holds within 25 % everywhere.");
  }

  @Test
  void onePointIsNoModel() {
    GrowthCurve curve = new GrowthCurve(GrowthAxis.THREADS, List.of(point(1, 1, 10)));
    assertThat(curve.time()).isEmpty();
    assertThat(curve.memory()).isEmpty();
    assertThat(curve.bends()).isEmpty();
    assertThat(GrowthTable.of(List.of(curve))).contains("| 10.00 |").doesNotContain("ms = ");
  }

  private static GrowthPoint point(int value, double gigaflop, double milliseconds) {
    return new GrowthPoint(
        value, gigaflop, 10 * gigaflop, milliseconds, OptionalDouble.of(100 + 10 * gigaflop));
  }
}

package org.rdvae.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PiecewiseCubicTest {

  /** Expected values by SciPy's PchipInterpolator, see src/bench/measures-reference.py. */
  @ParameterizedTest
  @CsvSource({
    "0, 7, 15.950396825397",
    "0.5, 2.5, 4.627046130952",
    "3.2, 3.9, 2.1",
    "4.5, 6.75, 4.0107421875"
  })
  void agreesWithScipyOnPointsThatRiseStayAndFall(double from, double to, double expected) {
    PiecewiseCubic curve =
        new PiecewiseCubic(new double[] {0, 1, 3, 4, 6, 7}, new double[] {0, 2, 3, 3, 1, 5});
    assertThat(curve.integral(from, to)).isCloseTo(expected, within(1e-11));
  }

  @Test
  void agreesWithScipyWhereAnEndIsLimited() {
    PiecewiseCubic curve = new PiecewiseCubic(new double[] {0, 1, 3}, new double[] {0, 4, 1});
    assertThat(curve.integral(0, 3)).isCloseTo(8.986111111111, within(1e-11));
  }

  @Test
  void agreesWithScipyWhereAnEndIsFlat() {
    PiecewiseCubic curve = new PiecewiseCubic(new double[] {0, 1, 2}, new double[] {0, 1, 11});
    assertThat(curve.integral(0, 2)).isCloseTo(5.291666666667, within(1e-11));
  }

  @Test
  void twoPointsMakeALine() {
    PiecewiseCubic line = new PiecewiseCubic(new double[] {1, 3}, new double[] {2, 6});
    assertThat(line.integral(1, 3)).isCloseTo(8, within(1e-12));
    assertThat(line.integral(1.5, 2)).isCloseTo(1.75, within(1e-12));
  }

  @Test
  void aStraightLineStaysOneHoweverItsPointsLie() {
    PiecewiseCubic line =
        new PiecewiseCubic(new double[] {0, 1, 5, 6, 20}, new double[] {1, 3, 11, 13, 41});
    assertThat(line.integral(0, 20)).isCloseTo(420, within(1e-9));
    assertThat(line.integral(0.5, 5.5)).isCloseTo(35, within(1e-9));
  }
}

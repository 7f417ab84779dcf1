package org.rdvae.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartAxisTest {

  private static List<String> ticks(ChartAxis axis) {
    return axis.ticks().stream().map(BigDecimal::toPlainString).toList();
  }

  @Test
  void ratesStandAtOneTwoAndFiveOfEachPowerOfTen() {
    assertThat(ticks(ChartAxis.logarithmic(0.13, 3.4)))
        .containsExactly("0.1", "0.2", "0.5", "1", "2", "5");
    assertThat(ticks(ChartAxis.logarithmic(0.5, 2))).containsExactly("0.5", "1", "2");
    assertThat(ticks(ChartAxis.logarithmic(7, 7))).containsExactly("5", "10");
    assertThat(ticks(ChartAxis.logarithmic(0.001, 0.0011))).containsExactly("0.001", "0.002");
  }

  @Test
  void equalRatiosTakeEqualSpace() {
    ChartAxis axis = ChartAxis.logarithmic(0.1, 10);
    assertThat(axis.place(0.1)).isZero();
    assertThat(axis.place(1)).isCloseTo(0.5, within(1e-12));
    assertThat(axis.place(10)).isCloseTo(1, within(1e-12));
  }

  @Test
  void decibelsStandAtAtMostTenRoundSteps() {
    assertThat(ticks(ChartAxis.linear(21.7, 41.9, 10)))
        .containsExactly("20", "25", "30", "35", "40", "45");
    assertThat(ticks(ChartAxis.linear(28.1, 31.9, 10)))
        .containsExactly("28.0", "28.5", "29.0", "29.5", "30.0", "30.5", "31.0", "31.5", "32.0");
    assertThat(ticks(ChartAxis.linear(30, 30, 10))).containsExactly("30", "35");
    assertThat(ticks(ChartAxis.linear(-3, 12, 10))).startsWith("-4", "-2", "0").endsWith("12");
  }

  @Test
  void equalDifferencesTakeEqualSpace() {
    ChartAxis axis = ChartAxis.linear(20, 40, 10);
    assertThat(axis.place(20)).isZero();
    assertThat(axis.place(30)).isCloseTo(0.5, within(1e-12));
    assertThat(axis.place(40)).isCloseTo(1, within(1e-12));
  }
}

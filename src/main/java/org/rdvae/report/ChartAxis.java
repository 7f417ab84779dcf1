package org.rdvae.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * An axis of a chart from its first tick to its last one, linear or logarithmic, over all values
 * that it has to hold.
 *
 * @param ticks round numbers, at least two
 * @param logarithmic whether equal ratios take equal space
 */
record ChartAxis(List<BigDecimal> ticks, boolean logarithmic) {
  private static final int[] ROUND = {1, 2, 5};

  /** Ticks at 1, 2 and 5 times powers of ten, the outermost ones beyond all values. */
  static ChartAxis logarithmic(double least, double most) {
    List<BigDecimal> ticks = new ArrayList<>();
    for (int i = below(least); ticks.size() < 2 || last(ticks) < most; i++) {
      ticks.add(round(i));
    }
    return new ChartAxis(List.copyOf(ticks), true);
  }

  /**
   * Equal steps of 1, 2 or 5 times a power of ten.
   *
   * @param mostSteps at least 2
   */
  static ChartAxis linear(double least, double most, int mostSteps) {
    // A single value gets an axis too, and differences that the numbers hardly hold none.
    double largest = Math.max(Math.abs(least), Math.abs(most));
    double spread = most > least ? most - least : largest > 0 ? largest : 1;
    spread = Math.max(spread, 1e-9 * largest);
    int i = below(spread / mostSteps);
    List<BigDecimal> ticks;
    do {
      i++;
      BigDecimal step = round(i);
      ticks = new ArrayList<>();
      long first = (long) Math.floor(least / step.doubleValue());
      for (long n = first; ticks.size() < 2 || last(ticks) < most; n++) {
        ticks.add(step.multiply(BigDecimal.valueOf(n)));
      }
    } while (ticks.size() > mostSteps + 1);
    return new ChartAxis(List.copyOf(ticks), false);
  }

  /** A tick in few letters: 250k, 1.5M, 2e-5, 0.2. */
  String label(BigDecimal tick) {
    double size = Math.abs(tick.doubleValue());
    boolean large = Math.abs(last(ticks)) >= 1e4;
    if (size >= 1e6) {
      return tick.movePointLeft(6).stripTrailingZeros().toPlainString() + "M";
    }
    if (size >= 1e4 || (large && size >= 1e3)) {
      return tick.movePointLeft(3).stripTrailingZeros().toPlainString() + "k";
    }
    if (size == 0) {
      return "0";
    }
    if (size < 1e-2) {
      BigDecimal digits = tick.stripTrailingZeros();
      int exponent = digits.precision() - digits.scale() - 1;
      return digits.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    }
    return tick.toPlainString();
  }

  private static double last(List<BigDecimal> ticks) {
    return ticks.get(ticks.size() - 1).doubleValue();
  }

  /** The i-th of the numbers ... 0.5, 1, 2, 5, 10 ..., where 1 has the number 0. */
  private static BigDecimal round(int i) {
    return BigDecimal.valueOf(ROUND[Math.floorMod(i, ROUND.length)])
        .scaleByPowerOfTen(Math.floorDiv(i, ROUND.length));
  }

  /** The number of the largest one that is not above a value. */
  private static int below(double value) {
    int i = ROUND.length * (int) Math.ceil(Math.log10(value)) + 1;
    while (round(i).doubleValue() > value) {
      i--;
    }
    return i;
  }

  /** Where a value lies, 0 at the first tick and 1 at the last. */
  double place(double value) {
    double first = scaled(ticks.get(0).doubleValue());
    return (scaled(value) - first) / (scaled(last(ticks)) - first);
  }

  private double scaled(double value) {
    return logarithmic ? Math.log(value) : value;
  }
}

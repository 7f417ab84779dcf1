package org.rdvae.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The line y = intercept + slope x, neither below 0, that leaves the smallest sum of relative
 * deviations |fit / y - 1|. Such a line runs through two of the points, or through one and is flat
 * or begins at 0; all are tried, since there are few points. Least squares would bend it towards a
 * point that lies elsewhere, and so hide where a model ends to hold.
 */
public record GrowthLine(double intercept, double slope) {
  /** From here on a deviation is a bend. */
  private static final double BEND = 0.25;

  /** Needs a point, with x and y above 0. */
  static GrowthLine through(double[] x, double[] y) {
    List<GrowthLine> lines = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      lines.add(new GrowthLine(y[i], 0));
      lines.add(new GrowthLine(0, y[i] / x[i]));
      for (int j = i + 1; j < x.length; j++) {
        double slope = (y[j] - y[i]) / (x[j] - x[i]);
        double intercept = y[i] - slope * x[i];
        // Two points one above the other leave no number, which is not above 0 either.
        if (slope >= 0 && intercept >= 0) {
          lines.add(new GrowthLine(intercept, slope));
        }
      }
    }
    return Collections.min(
        lines, Comparator.comparingDouble((GrowthLine line) -> line.deviations(x, y)));
  }

  private double deviations(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += Math.abs(deviation(x[i], y[i]));
    }
    return sum;
  }

  double at(double x) {
    return intercept + slope * x;
  }

  /** How far the line lies above (or, if negative, below) what was measured, as a part of it. */
  public double deviation(double x, double y) {
    return at(x) / y - 1;
  }

  /** Whether the line misses the point by more than a quarter. */
  public boolean bendsAt(double x, double y) {
    return Math.abs(deviation(x, y)) > BEND;
  }
}

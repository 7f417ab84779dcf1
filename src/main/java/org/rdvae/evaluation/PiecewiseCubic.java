package org.rdvae.evaluation;

/**
 * Piecewise cubic Hermite interpolation that keeps the shape of its points (PCHIP): between two
 * points it neither overshoots nor turns, unlike a spline or one polynomial through all of them.
 *
 * <p>The slope in a point is the weighted harmonic mean of the secants to both sides, and zero
 * where these differ in sign; at the ends it is that of a parabola through three points, limited
 * such that the first piece keeps its shape too.
 *
 * <p>Fritsch and Butland, A Method for Constructing Local Monotone Piecewise Cubic Interpolants,
 * SIAM Journal on Scientific and Statistical Computing 5, 1984.
 */
final class PiecewiseCubic {
  private final double[] x;
  private final double[] y;
  private final double[] slope;

  /**
   * @param x at least two, strictly increasing
   */
  PiecewiseCubic(double[] x, double[] y) {
    this.x = x;
    this.y = y;
    slope = new double[x.length];
    int last = x.length - 1;
    if (last == 1) {
      slope[0] = secant(0);
      slope[1] = secant(0);
      return;
    }
    for (int i = 1; i < last; i++) {
      slope[i] = harmonicMean(i);
    }
    slope[0] = end(length(0), length(1), secant(0), secant(1));
    slope[last] = end(length(last - 1), length(last - 2), secant(last - 1), secant(last - 2));
  }

  private double length(int piece) {
    return x[piece + 1] - x[piece];
  }

  private double secant(int piece) {
    return (y[piece + 1] - y[piece]) / length(piece);
  }

  private double harmonicMean(int point) {
    double before = secant(point - 1);
    double after = secant(point);
    if (before * after <= 0) {
      return 0;
    }
    double weightBefore = 2 * length(point) + length(point - 1);
    double weightAfter = length(point) + 2 * length(point - 1);
    return (weightBefore + weightAfter) / (weightBefore / before + weightAfter / after);
  }

  private static double end(double near, double far, double secantNear, double secantFar) {
    double parabola = ((2 * near + far) * secantNear - near * secantFar) / (near + far);
    if (parabola * secantNear <= 0) {
      return 0;
    }
    boolean turns = secantNear * secantFar <= 0;
    return turns && Math.abs(parabola) > 3 * Math.abs(secantNear) ? 3 * secantNear : parabola;
  }

  /** The integral from one place to another, both between the first and the last point. */
  double integral(double from, double to) {
    double sum = 0;
    for (int piece = 0; piece < x.length - 1; piece++) {
      double begin = Math.max(from, x[piece]);
      double end = Math.min(to, x[piece + 1]);
      if (begin < end) {
        sum += antiderivative(piece, end - x[piece]) - antiderivative(piece, begin - x[piece]);
      }
    }
    return sum;
  }

  /** Of y + slope u + square u² + cube u³ within a piece, zero at u = 0. */
  private double antiderivative(int piece, double u) {
    double length = length(piece);
    double secant = secant(piece);
    double square = (3 * secant - 2 * slope[piece] - slope[piece + 1]) / length;
    double cube = (slope[piece] + slope[piece + 1] - 2 * secant) / (length * length);
    return u * (y[piece] + u * (slope[piece] / 2 + u * (square / 3 + u * cube / 4)));
  }
}

package org.rdvae.distribution;

/**
 * The regularised incomplete gamma functions P(a, x), the probability that a gamma variable of
 * shape a and rate 1 is below x, and Q = 1 − P, with their derivatives by a; for positive a and x,
 * in double.
 *
 * <pre>
 * x &lt; a + 1    P = (x p / a) S   S = 1 + Σ c_k,   c_k = c_(k−1) x / (a + k)
 * otherwise    Q = x p H         H = 1 / (x + 1 − a − 1 (1 − a) / (x + 3 − a − 2 (2 − a) / ...))
 *
 * p = x^(a−1) exp(−x) / Γ(a)     the density
 * </pre>
 *
 * <p>S and H are differentiated term by term along with their own computation. As the density is a
 * factor of both, the derivative of a quantile, −(∂P/∂a) / p, never divides by it and stays exact
 * far out in the tails, where P or p are no more.
 *
 * <p>Abramowitz and Stegun, Handbook of Mathematical Functions, 6.5.29 and 6.5.31; the fraction by
 * Lentz's method (Press et al., Numerical Recipes, section 6.2). Derivatives of this kind:
 * Figurnov, Mohamed and Mnih, Implicit Reparameterization Gradients, NeurIPS 2018,
 * arXiv:1805.08498, appendix D. An instance is scratch memory, of one thread at a time.
 */
final class IncompleteGamma {
  private static final double EPSILON = 0x1p-53;
  private static final double TINY = 1e-300;

  /** Both parts end after some √a terms, which for shapes in use are below a thousand. */
  private static final int MOST_TERMS = 100_000;

  private double value;
  private double byShape;

  /** log P(a, x), exact in the lower tail; needs long for x far above a. */
  double logLower(double a, double x) {
    series(a, x);
    return logDensity(a, x) + Math.log(x / a * value);
  }

  /** Derivative of {@link #logLower} by ln x, of the numbers that it had last. */
  double logLowerSlope(double a) {
    return a / value;
  }

  /** log Q(a, x), exact in the upper tail. */
  double logUpper(double a, double x) {
    if (x < a + 1) {
      return Math.log1p(-Math.exp(logLower(a, x)));
    }
    fraction(a, x);
    return logDensity(a, x) + Math.log(x * value);
  }

  /** log p, the density of shape a and rate 1. */
  static double logDensity(double a, double x) {
    return (a - 1) * Math.log(x) - x - GammaFunction.logGamma(a);
  }

  /**
   * How x must move with a to keep P(a, x): −(∂P/∂a) / p, the derivative of the quantile x of a
   * fixed probability.
   */
  double quantileByShape(double a, double x) {
    double logX = Math.log(x);
    if (x < a + 1) {
      series(a, x);
      return -x / a * ((logX - GammaFunction.digamma(a + 1)) * value + byShape);
    }
    fraction(a, x);
    return x * ((logX - GammaFunction.digamma(a)) * value + byShape);
  }

  /** S and its derivative by a. */
  private void series(double a, double x) {
    double term = 1;
    double slope = 0;
    double sum = 1;
    double slopes = 0;
    for (int k = 1; k < MOST_TERMS; k++) {
      slope -= 1 / (a + k);
      term *= x / (a + k);
      sum += term;
      slopes += term * slope;
      if (term * (1 - slope) < EPSILON * sum && x < a + k) {
        break;
      }
    }
    value = sum;
    byShape = slopes;
  }

  /** H and its derivative by a, which every variable of Lentz's recurrence has beside itself. */
  private void fraction(double a, double x) {
    double b = x + 1 - a;
    double c = 1 / TINY;
    double cSlope = 0;
    double d = 1 / b;
    double dSlope = d * d;
    double h = d;
    double hSlope = dSlope;
    for (int n = 1; n < MOST_TERMS; n++) {
      double numerator = n * (a - n);
      b += 2;
      // Slopes by a: that of the numerator is n, that of b is −1.
      double nextD = b + numerator * d;
      dSlope = -1 + n * d + numerator * dSlope;
      d = 1 / (Math.abs(nextD) < TINY ? TINY : nextD);
      dSlope *= -d * d;
      cSlope = -1 + n / c - numerator * cSlope / (c * c);
      c = b + numerator / c;
      c = Math.abs(c) < TINY ? TINY : c;
      double factor = c * d;
      double factorSlope = cSlope * d + c * dSlope;
      hSlope = hSlope * factor + h * factorSlope;
      h *= factor;
      if (Math.abs(factor - 1) < 4 * EPSILON && Math.abs(h * factorSlope) <= 1e-14 * Math.abs(h)) {
        break;
      }
    }
    value = h;
    byShape = hSlope;
  }
}

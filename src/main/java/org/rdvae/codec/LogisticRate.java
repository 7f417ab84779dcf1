package org.rdvae.codec;

/**
 * The cost of a rounded number under a logistic distribution, in plain double: the judge of {@link
 * PlannedLogisticRate} and the measure of what files cost.
 *
 * <pre>
 * P = σ((v + ½) / s) − σ((v − ½) / s) = (1 − e^(−1/s)) / ((1 + e^−a) (1 + e^b))     a, b the two arguments
 * </pre>
 *
 * <p>The second form loses nothing where both values of σ are near 0 or 1.
 */
final class LogisticRate {
  private LogisticRate() {}

  /** −log P in nats of a number that lies v from the mean, at scale s = exp(logScale). */
  static double nats(double v, double logScale) {
    double inverse = StrictMath.exp(-logScale);
    double upper = (v + 0.5) * inverse;
    double lower = (v - 0.5) * inverse;
    return softplus(-upper) + softplus(lower) - StrictMath.log(-StrictMath.expm1(-inverse));
  }

  /** log(1 + e^x). */
  private static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }
}

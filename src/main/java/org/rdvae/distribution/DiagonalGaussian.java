package org.rdvae.distribution;

/**
 * A normal distribution with independent elements, given for each by its mean μ and the natural log
 * of its <em>standard deviation</em> σ, in plain double arithmetic: for reports, and as the judge
 * of {@link PlannedDiagonalGaussian}. Everything is per element and in nats; sums over elements are
 * the caller's.
 *
 * <p>Kingma and Welling, Auto-Encoding Variational Bayes, ICLR 2014, section 2.4 and appendix B,
 * arXiv:1312.6114.
 */
public final class DiagonalGaussian {
  private static final double LOG_SQRT_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  private DiagonalGaussian() {}

  /** z = μ + σ ε. */
  public static double sample(double mean, double logStddev, double noise) {
    return mean + Math.exp(logStddev) * noise;
  }

  /** log N(z; μ, σ²). */
  public static double logDensity(double z, double mean, double logStddev) {
    double noise = (z - mean) * Math.exp(-logStddev);
    return -0.5 * noise * noise - logStddev - LOG_SQRT_TWO_PI;
  }

  /**
   * KL(N(μ, σ²) || N(0, 1)) = ½ (μ² + σ² − 1 − ln σ²). The part without μ is taken through expm1,
   * because near σ = 1 the plain difference keeps no digits.
   */
  public static double rate(double mean, double logStddev) {
    return 0.5 * (mean * mean + Math.expm1(2 * logStddev) - 2 * logStddev);
  }

  /** Derivative of the rate by μ. */
  static double rateByMean(double mean) {
    return mean;
  }

  /** Derivative of the rate by ln σ. */
  static double rateByLogStddev(double logStddev) {
    return Math.expm1(2 * logStddev);
  }
}

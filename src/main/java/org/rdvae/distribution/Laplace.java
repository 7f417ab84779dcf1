package org.rdvae.distribution;

/**
 * A Laplace (double exponential) distribution with centre μ and the natural log of its scale b, in
 * plain double arithmetic: the judge of {@link StandardForm.DoubleExponential}. Per element, and in
 * nats. Its median and mean are μ, its standard deviation is √2 b; large errors cost no more than
 * their size.
 *
 * <p>The distortion is minus the log of a <em>density</em>, and so never a number of bits.
 */
public final class Laplace {
  private Laplace() {}

  /** −log p(x) = |x − μ| / b + ln 2b. */
  public static double distortion(double x, double mean, double logScale) {
    return Math.abs(x - mean) * Math.exp(-logScale) + logScale + Math.log(2);
  }

  /** Derivative of the distortion by μ: −sign(x − μ) / b, and 0 where both agree. */
  public static double distortionByMean(double x, double mean, double logScale) {
    return Math.signum(mean - x) * Math.exp(-logScale);
  }

  /** Derivative of the distortion by ln b: 1 − |x − μ| / b. */
  public static double distortionByLogScale(double x, double mean, double logScale) {
    return 1 - Math.abs(x - mean) * Math.exp(-logScale);
  }

  /** The value below which the share u of the distribution lies, 0 &lt; u &lt; 1. */
  public static double quantile(double u, double mean, double logScale) {
    double distance = u < 0.5 ? Math.log(2 * u) : -Math.log(2 * (1 - u));
    return mean + Math.exp(logScale) * distance;
  }
}

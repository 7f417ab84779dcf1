package org.rdvae.distribution;

/**
 * A normal likelihood given by its mean μ and the natural log of its standard deviation σ, in plain
 * double arithmetic: the judge of {@link PlannedGaussian}. Per element, and in nats.
 *
 * <p>The distortion is minus the log of a <em>density</em>. It depends on the unit of x, has no
 * lower bound, falls below 0 where σ is small, and so is never a number of bits.
 */
public final class Gaussian {
  private Gaussian() {}

  /** −log N(x; μ, σ²) = ½ ((x − μ) / σ)² + ln σ + ½ ln 2π. */
  public static double distortion(double x, double mean, double logStddev) {
    return -DiagonalGaussian.logDensity(x, mean, logStddev);
  }

  /** Derivative of the distortion by μ: −(x − μ) / σ². */
  public static double distortionByMean(double x, double mean, double logStddev) {
    return (mean - x) * Math.exp(-2 * logStddev);
  }

  /** Derivative of the distortion by ln σ: 1 − ((x − μ) / σ)². */
  public static double distortionByLogStddev(double x, double mean, double logStddev) {
    double deviations = (x - mean) * Math.exp(-logStddev);
    return 1 - deviations * deviations;
  }
}

package org.rdvae.distribution;

import org.rdvae.random.RandomStream;

/**
 * Student's t distribution with centre μ, the natural log of its scale s and ν degrees of freedom,
 * in plain double arithmetic: the judge of {@link StandardForm.HeavyTailed}. Per element, and in
 * nats. With r = (x − μ) / s,
 *
 * <pre>
 * −log p(x) = log Γ(ν/2) − log Γ((ν+1)/2) + ½ log(ν π) + ln s + (ν+1)/2 log(1 + r² / ν)
 * </pre>
 *
 * Large errors cost only their logarithm, so outliers do not steer. Its mean is μ for ν above 1;
 * for less there is none. ν = 1 is Cauchy's distribution, ν without end the normal one.
 *
 * <p>The distortion is minus the log of a <em>density</em>, and so never a number of bits.
 */
public final class StudentT {
  private StudentT() {}

  /** −log p(x). */
  public static double distortion(double x, double mean, double logScale, double freedom) {
    double r = (x - mean) * Math.exp(-logScale);
    return constant(freedom) + logScale + 0.5 * (freedom + 1) * Math.log1p(r * r / freedom);
  }

  /** Derivative of the distortion by μ: −(ν+1) r / (s (ν + r²)). */
  public static double distortionByMean(double x, double mean, double logScale, double freedom) {
    double inverse = Math.exp(-logScale);
    double r = (x - mean) * inverse;
    return -(freedom + 1) * r * inverse / (freedom + r * r);
  }

  /** Derivative of the distortion by ln s: 1 − (ν+1) r² / (ν + r²). */
  public static double distortionByLogScale(
      double x, double mean, double logScale, double freedom) {
    double r = (x - mean) * Math.exp(-logScale);
    return 1 - (freedom + 1) * r * r / (freedom + r * r);
  }

  /** −log p at the centre of scale 1. */
  static double constant(double freedom) {
    return 0.5 * Math.log(freedom * Math.PI)
        + GammaFunction.logGamma(0.5 * freedom)
        - GammaFunction.logGamma(0.5 * (freedom + 1));
  }

  /**
   * A draw by the polar form: r = √(ν (u^(−2/ν) − 1)) cos 2πv. Bailey, Polar generation of random
   * variates with the t-distribution, Mathematics of Computation 62, 1994.
   */
  public static double draw(double mean, double logScale, double freedom, RandomStream stream) {
    double radius = Math.sqrt(freedom * Math.expm1(-2 / freedom * Math.log(stream.nextUniform())));
    return mean + Math.exp(logScale) * radius * Math.cos(2 * Math.PI * stream.nextUniform());
  }
}

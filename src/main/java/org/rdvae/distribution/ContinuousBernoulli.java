package org.rdvae.distribution;

/**
 * The continuous Bernoulli distribution on values from 0 to 1, by its logit a = ln(λ / (1 − λ)), in
 * plain double arithmetic: the judge of {@link PlannedContinuousBernoulli}. Per element, and in
 * nats.
 *
 * <pre>
 * p(x)      = C λ^x (1 − λ)^(1−x),   C = 2 artanh(1 − 2λ) / (1 − 2λ) = a / tanh(a / 2)
 * −log p(x) = A(a) − a x,            A(a) = log((exp(a) − 1) / a)
 * E[x]      = A'(a) = ½ + ½ L(a / 2), L(y) = coth y − 1 / y, Langevin's function
 * </pre>
 *
 * The constant C, which a Bernoulli likelihood of grey values leaves out, is between 2 and |a|;
 * with it the density integrates to 1. The mean is not λ, but nearer to ½. All formulas are 0 / 0
 * at a = 0, where λ is ½: A goes through expm1, which is exact there, and L through its series.
 *
 * <p>The distortion is minus the log of a <em>density</em>, and so never a number of bits.
 *
 * <p>Loaiza-Ganem and Cunningham, The continuous Bernoulli: fixing a pervasive error in variational
 * autoencoders, NeurIPS 2019, arXiv:1907.06845.
 */
public final class ContinuousBernoulli {
  /**
   * Coefficients of L(y) / y in y², from Abramowitz and Stegun, 4.5.67. Below {@link #SERIES_UNTIL}
   * the next term is less than 1e-11.
   */
  static final double[] SERIES = {
    1.0 / 3, -1.0 / 45, 2.0 / 945, -1.0 / 4725, 2.0 / 93_555, -1382.0 / 638_512_875
  };

  /** Beyond it coth y and 1 / y differ by a tenth of themselves at least. */
  static final double SERIES_UNTIL = 0.5;

  private ContinuousBernoulli() {}

  /** −log p(x). */
  public static double distortion(double logit, double x) {
    return logPartition(logit) - logit * x;
  }

  /** Derivative of the distortion by the logit: E[x] − x. */
  public static double distortionByLogit(double logit, double x) {
    return mean(logit) - x;
  }

  /** E[x]. */
  public static double mean(double logit) {
    double y = 0.5 * logit;
    if (Math.abs(y) >= SERIES_UNTIL) {
      return 0.5 + 0.5 * (1 / Math.tanh(y) - 1 / y);
    }
    double sum = 0;
    for (int i = SERIES.length - 1; i >= 0; i--) {
      sum = SERIES[i] + y * y * sum;
    }
    return 0.5 + 0.5 * y * sum;
  }

  /** The value below which the share u of the distribution lies, 0 &lt; u &lt; 1. */
  public static double quantile(double u, double logit) {
    if (logit == 0) {
      return u;
    }
    // From the end at which the density is highest, so that nothing overflows.
    double down = -Math.abs(logit);
    double share = logit > 0 ? 1 - u : u;
    double distance = Math.log1p(share * Math.expm1(down)) / down;
    return logit > 0 ? 1 - distance : distance;
  }

  /** A(a) = max(a, 0) + log((1 − exp(−|a|)) / |a|). */
  private static double logPartition(double logit) {
    double size = Math.abs(logit);
    return size == 0 ? 0 : Math.max(logit, 0) + Math.log(-Math.expm1(-size) / size);
  }
}

package org.rdvae.distribution;

/**
 * The gamma distribution of shape a and rate b in plain double arithmetic, in nats; a = 1 is the
 * exponential distribution, integer a Erlang's. Shape and rate are given by their natural logs.
 *
 * <pre>
 * log p(z)                       = a ln b − log Γ(a) + (a − 1) ln z − b z
 * KL(Gamma(a, b) || Gamma(α, β)) = (a − α) ψ(a) − log Γ(a) + log Γ(α) + α (ln b − ln β)
 *                                  + a (β / b − 1)
 * </pre>
 *
 * <p>The divergence is that of Penny, KL-Divergences of Normal, Gamma, Dirichlet and Wishart
 * densities, 2001, with rates in the place of scales.
 */
final class Gamma {
  private Gamma() {}

  /** log p(z). */
  static double logDensity(double z, double logShape, double logRate) {
    double shape = Math.exp(logShape);
    return shape * logRate
        - GammaFunction.logGamma(shape)
        + (shape - 1) * Math.log(z)
        - Math.exp(logRate) * z;
  }

  /** Derivative of log p by z: (a − 1) / z − b. */
  static double byZ(double z, double logShape, double logRate) {
    return Math.expm1(logShape) / z - Math.exp(logRate);
  }

  /** Derivative of log p by ln a: a (ln b + ln z − ψ(a)). */
  static double byLogShape(double z, double logShape, double logRate) {
    double shape = Math.exp(logShape);
    return shape * (logRate + Math.log(z) - GammaFunction.digamma(shape));
  }

  /** Derivative of log p by ln b: a − b z. */
  static double byLogRate(double z, double logShape, double logRate) {
    return Math.exp(logShape) - Math.exp(logRate) * z;
  }

  /** KL(Gamma(a, b) || prior). */
  static double rate(double logShape, double logRate, GammaPrior prior) {
    double a = Math.exp(logShape);
    return (a - prior.shape()) * GammaFunction.digamma(a)
        - GammaFunction.logGamma(a)
        + GammaFunction.logGamma(prior.shape())
        + prior.shape() * (logRate - Math.log(prior.rate()))
        + a * Math.expm1(Math.log(prior.rate()) - logRate);
  }

  /** Derivative of the divergence by ln a: a ((a − α) ψ′(a) + β / b − 1). */
  static double rateByLogShape(double logShape, double logRate, GammaPrior prior) {
    double a = Math.exp(logShape);
    return a
        * ((a - prior.shape()) * GammaFunction.trigamma(a)
            + Math.expm1(Math.log(prior.rate()) - logRate));
  }

  /** Derivative of the divergence by ln b: α − a β / b. */
  static double rateByLogRate(double logShape, double logRate, GammaPrior prior) {
    return prior.shape() - Math.exp(logShape - logRate) * prior.rate();
  }
}

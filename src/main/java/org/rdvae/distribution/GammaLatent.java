package org.rdvae.distribution;

/**
 * A gamma variable of learned shape a and rate b. The heads are ln a and ln b. With standard normal
 * noise ε it is z = x(a, ε) / b, where P(a, x) = Φ(ε), so that
 *
 * <pre>
 * by ln b: −z        by ln a: a / b ∂x/∂a,   ∂x/∂a = −(∂P(a, x)/∂a) / p(x; a)
 * </pre>
 *
 * <p>which is implicit reparameterisation: the derivative of z is known from that of its
 * distribution function, however z was drawn. Figurnov, Mohamed and Mnih, Implicit
 * Reparameterization Gradients, NeurIPS 2018, arXiv:1805.08498, equation 5 and section 4.
 *
 * <p>ln a is held to ±8 above and ln 0.2 below, ln b to ±15: of smaller shapes float32 has too few
 * numbers near 0. For the same reason z is at least 1e-30, below which shape 0.2 is once in a
 * million draws.
 */
final class GammaLatent implements LatentFormula, LatentRate {
  static final double SMALLEST_LOG_SHAPE = Math.log(0.2);
  static final double LARGEST_LOG_SHAPE = 8;
  static final double LARGEST_LOG_RATE = 15;

  /** The smallest z. */
  static final double SMALLEST = 1e-30;

  private final GammaPrior prior;
  private final GammaQuantile quantile = new GammaQuantile();
  private final IncompleteGamma gamma = new IncompleteGamma();

  /**
   * @param prior {@code null} where no rate is asked for
   */
  GammaLatent(GammaPrior prior) {
    this.prior = prior;
  }

  static double logShape(double head) {
    return Math.min(Math.max(head, SMALLEST_LOG_SHAPE), LARGEST_LOG_SHAPE);
  }

  static double logRate(double head) {
    return Math.min(Math.max(head, -LARGEST_LOG_RATE), LARGEST_LOG_RATE);
  }

  /** 1 where a head decides, 0 where it is held. */
  private static double isFree(double head, double held) {
    return head == held ? 1 : 0;
  }

  @Override
  public double sample(double[] heads, double noise) {
    double x = quantile.of(Math.exp(logShape(heads[0])), noise);
    return Math.max(x * Math.exp(-logRate(heads[1])), SMALLEST);
  }

  @Override
  public double logDensity(double[] heads, double z) {
    return Gamma.logDensity(z, logShape(heads[0]), logRate(heads[1]));
  }

  @Override
  public double byZ(double[] heads, double z) {
    return Gamma.byZ(z, logShape(heads[0]), logRate(heads[1]));
  }

  @Override
  public void addByHeads(double[] heads, double z, double weight, double[] gradients) {
    double logShape = logShape(heads[0]);
    double logRate = logRate(heads[1]);
    add(
        heads,
        weight * Gamma.byLogShape(z, logShape, logRate),
        weight * Gamma.byLogRate(z, logShape, logRate),
        gradients);
  }

  @Override
  public void addThroughZ(
      double[] heads, double noise, double z, double zGradient, double[] gradients) {
    double shape = Math.exp(logShape(heads[0]));
    double rate = Math.exp(logRate(heads[1]));
    double byShape = shape / rate * gamma.quantileByShape(shape, z * rate);
    add(heads, zGradient * byShape, -zGradient * z, gradients);
  }

  @Override
  public double rate(double[] heads) {
    return Gamma.rate(logShape(heads[0]), logRate(heads[1]), prior);
  }

  @Override
  public void addGradient(double[] heads, double weight, double[] gradients) {
    double logShape = logShape(heads[0]);
    double logRate = logRate(heads[1]);
    add(
        heads,
        weight * Gamma.rateByLogShape(logShape, logRate, prior),
        weight * Gamma.rateByLogRate(logShape, logRate, prior),
        gradients);
  }

  private static void add(double[] heads, double byLogShape, double byLogRate, double[] gradients) {
    gradients[0] += isFree(heads[0], logShape(heads[0])) * byLogShape;
    gradients[1] += isFree(heads[1], logRate(heads[1])) * byLogRate;
  }
}

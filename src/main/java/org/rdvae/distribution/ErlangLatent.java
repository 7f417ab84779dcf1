package org.rdvae.distribution;

/**
 * A gamma variable of a fixed integer shape k: the sum of k exponential ones of rate λ. The head is
 * ln λ, held to ±15; the noise, a sum of k exponential numbers of rate 1, is e = −Σ ln u for
 * uniform u, and z = e / λ. As λ only scales, no derivative of a distribution function is needed.
 *
 * <p>k = 1 is the exponential distribution by its inverse distribution function.
 */
final class ErlangLatent implements LatentFormula, LatentRate {
  private final double logShape;
  private final GammaPrior prior;

  /**
   * @param prior {@code null} where no rate is asked for
   */
  ErlangLatent(int shape, GammaPrior prior) {
    logShape = Math.log(shape);
    this.prior = prior;
  }

  private static double isFree(double head) {
    return head == GammaLatent.logRate(head) ? 1 : 0;
  }

  @Override
  public double sample(double[] heads, double noise) {
    return noise * Math.exp(-GammaLatent.logRate(heads[0]));
  }

  @Override
  public double logDensity(double[] heads, double z) {
    return Gamma.logDensity(z, logShape, GammaLatent.logRate(heads[0]));
  }

  @Override
  public double byZ(double[] heads, double z) {
    return Gamma.byZ(z, logShape, GammaLatent.logRate(heads[0]));
  }

  @Override
  public void addByHeads(double[] heads, double z, double weight, double[] gradients) {
    double logRate = GammaLatent.logRate(heads[0]);
    gradients[0] += isFree(heads[0]) * weight * Gamma.byLogRate(z, logShape, logRate);
  }

  @Override
  public void addThroughZ(
      double[] heads, double noise, double z, double zGradient, double[] gradients) {
    gradients[0] -= isFree(heads[0]) * zGradient * z;
  }

  @Override
  public double rate(double[] heads) {
    return Gamma.rate(logShape, GammaLatent.logRate(heads[0]), prior);
  }

  @Override
  public void addGradient(double[] heads, double weight, double[] gradients) {
    double logRate = GammaLatent.logRate(heads[0]);
    gradients[0] += isFree(heads[0]) * weight * Gamma.rateByLogRate(logShape, logRate, prior);
  }
}

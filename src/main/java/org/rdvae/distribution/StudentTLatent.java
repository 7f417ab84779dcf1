package org.rdvae.distribution;

/**
 * A latent variable with Student's t distribution of ν degrees of freedom: z = μ + s t, where the
 * noise t is drawn from the distribution of centre 0 and scale 1. The heads are μ and ln s. In
 * nats:
 *
 * <pre>
 * KL(q || N(0, 1)) = ½ (μ² + s² ν / (ν − 2)) − ln s + ½ ln 2π − H      for ν above 2, else infinite
 * H                = (ν+1)/2 (ψ((ν+1)/2) − ψ(ν/2)) + log of (√ν B(ν/2, ½))
 * </pre>
 *
 * <p>H is the entropy of the noise (Cover and Thomas, Elements of Information Theory, table 17.1).
 * The density's formulas stand in {@link StudentT}.
 */
final class StudentTLatent implements LatentFormula, LatentRate {
  private final double freedom;
  private final double variance;
  private final double constant;

  StudentTLatent(double freedom) {
    this.freedom = freedom;
    variance = freedom / (freedom - 2);
    double entropy =
        0.5
                * (freedom + 1)
                * (GammaFunction.digamma(0.5 * (freedom + 1))
                    - GammaFunction.digamma(0.5 * freedom))
            + StudentT.constant(freedom);
    constant = -DiagonalGaussian.logDensity(0, 0, 0) - entropy;
  }

  @Override
  public double sample(double[] heads, double noise) {
    return heads[0] + Math.exp(heads[1]) * noise;
  }

  @Override
  public double logDensity(double[] heads, double z) {
    return -StudentT.distortion(z, heads[0], heads[1], freedom);
  }

  @Override
  public double byZ(double[] heads, double z) {
    return StudentT.distortionByMean(z, heads[0], heads[1], freedom);
  }

  @Override
  public void addByHeads(double[] heads, double z, double weight, double[] gradients) {
    gradients[0] -= weight * StudentT.distortionByMean(z, heads[0], heads[1], freedom);
    gradients[1] -= weight * StudentT.distortionByLogScale(z, heads[0], heads[1], freedom);
  }

  @Override
  public void addThroughZ(
      double[] heads, double noise, double z, double zGradient, double[] gradients) {
    gradients[0] += zGradient;
    gradients[1] += zGradient * noise * Math.exp(heads[1]);
  }

  @Override
  public double rate(double[] heads) {
    double scale = Math.exp(heads[1]);
    return 0.5 * (heads[0] * heads[0] + scale * scale * variance) - heads[1] + constant;
  }

  @Override
  public void addGradient(double[] heads, double weight, double[] gradients) {
    double scale = Math.exp(heads[1]);
    gradients[0] += weight * heads[0];
    gradients[1] += weight * (scale * scale * variance - 1);
  }
}

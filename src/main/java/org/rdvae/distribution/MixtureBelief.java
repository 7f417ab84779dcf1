package org.rdvae.distribution;

/**
 * What is believed of the parameters of a mixture of diagonal Gaussians, each element with its own
 * precision λ = 1 / σ²:
 *
 * <pre>
 * q(w) = Dirichlet(α)     q(m_kj, λ_kj) = N(m; center_kj, 1 / (β_k λ)) Gamma(λ; a_k, rate b_kj)
 * </pre>
 *
 * and before any data all components alike: α₀ = 1 / K, so that those that are not needed die out;
 * β₀ = 1; center₀ the mean of the data; a₀ = 1 and b₀ the variance of the data, so that no variance
 * can reach 0, as it may where parameters are single points.
 *
 * <p>Bishop, Pattern Recognition and Machine Learning, 2006, section 10.2, where the precision is a
 * matrix.
 */
final class MixtureBelief {
  static final double BETA = 1;
  static final double SHAPE = 1;
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private final int components;
  private final int latents;
  private final double[] center;
  private final double[] rate;
  private final double[] alphas;
  private final double[] betas;
  private final double[] shapes;
  private final double[] centers;
  private final double[] rates;

  /** Before any data. */
  MixtureBelief(int components, double[] dataMean, double[] dataVariance) {
    this.components = components;
    latents = dataMean.length;
    center = dataMean;
    rate = new double[latents];
    for (int j = 0; j < latents; j++) {
      rate[j] = SHAPE * dataVariance[j];
    }
    alphas = new double[components];
    betas = new double[components];
    shapes = new double[components];
    centers = new double[components * latents];
    rates = new double[components * latents];
  }

  private double alpha() {
    return 1.0 / components;
  }

  /**
   * Takes in what a component was given of the data.
   *
   * @param count how many points, sum of the responsibilities
   * @param means of these points, latents of them from {@code component} latents on
   * @param squares sums of their squared distances from these means, likewise
   */
  void update(int component, double count, double[] means, double[] squares) {
    alphas[component] = alpha() + count;
    betas[component] = BETA + count;
    shapes[component] = SHAPE + 0.5 * count;
    for (int j = 0; j < latents; j++) {
      int at = component * latents + j;
      double distance = means[at] - center[j];
      centers[at] = (BETA * center[j] + count * means[at]) / betas[component];
      rates[at] =
          rate[j] + 0.5 * (squares[at] + BETA * count / betas[component] * distance * distance);
    }
  }

  double center(int at) {
    return centers[at];
  }

  /** ½ E λ: what a squared distance from the center takes from the log density. */
  double halfPrecision(int component, int latent) {
    return 0.5 * shapes[component] / rates[component * latents + latent];
  }

  /** The part of E log (w_k N(z; m_k, σ_k²)) that does not depend on z. */
  double constant(int component) {
    double shape = GammaFunction.digamma(shapes[component]);
    double sum = expectedLogWeight(component);
    for (int j = 0; j < latents; j++) {
      double logPrecision = shape - Math.log(rates[component * latents + j]);
      sum += 0.5 * (logPrecision - LOG_TWO_PI - 1 / betas[component]);
    }
    return sum;
  }

  private double expectedLogWeight(int component) {
    return GammaFunction.digamma(alphas[component]) - GammaFunction.digamma(sum(alphas));
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  /** KL from what was believed before any data to what is believed now, in nats. */
  double divergence() {
    double total = weightsDivergence();
    for (int k = 0; k < components; k++) {
      for (int j = 0; j < latents; j++) {
        total += gaussianDivergence(k, j) + precisionDivergence(k, j);
      }
    }
    return total;
  }

  private double weightsDivergence() {
    double divergence = GammaFunction.logGamma(sum(alphas)) - GammaFunction.logGamma(1);
    for (int k = 0; k < components; k++) {
      divergence +=
          GammaFunction.logGamma(alpha())
              - GammaFunction.logGamma(alphas[k])
              + (alphas[k] - alpha()) * expectedLogWeight(k);
    }
    return divergence;
  }

  /** Of the mean given the precision, on average over the precision. */
  private double gaussianDivergence(int component, int latent) {
    int at = component * latents + latent;
    double ratio = BETA / betas[component];
    double distance = centers[at] - center[latent];
    double precision = 2 * halfPrecision(component, latent);
    return 0.5 * (ratio - 1 - Math.log(ratio) + BETA * precision * distance * distance);
  }

  private double precisionDivergence(int component, int latent) {
    double shape = shapes[component];
    double now = rates[component * latents + latent];
    double before = rate[latent];
    return (shape - SHAPE) * GammaFunction.digamma(shape)
        - GammaFunction.logGamma(shape)
        + GammaFunction.logGamma(SHAPE)
        + SHAPE * (Math.log(now) - Math.log(before))
        + shape * (before - now) / now;
  }

  /**
   * The mixture by the expected weights, means and precisions. Components that were given less than
   * one point are left out: they know nothing but what was believed before.
   */
  GaussianMixture mixture() {
    int kept = 0;
    for (double alpha : alphas) {
      kept += isUsed(alpha) ? 1 : 0;
    }
    double[] logWeights = new double[kept];
    double[] means = new double[kept * latents];
    double[] logStddevs = new double[kept * latents];
    int next = 0;
    for (int k = 0; k < components; k++) {
      if (isUsed(alphas[k])) {
        logWeights[next] = Math.log(alphas[k]);
        for (int j = 0; j < latents; j++) {
          means[next * latents + j] = centers[k * latents + j];
          logStddevs[next * latents + j] = -0.5 * Math.log(2 * halfPrecision(k, j));
        }
        next++;
      }
    }
    return GaussianMixture.ofLogits(logWeights, means, logStddevs);
  }

  private boolean isUsed(double alpha) {
    return alpha - alpha() >= 1;
  }
}

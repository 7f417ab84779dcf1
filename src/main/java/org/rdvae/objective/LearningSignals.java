package org.rdvae.objective;

/**
 * What the score function estimator puts in the place of the derivative of the bound by log q: the
 * gradient of the bound by the encoder, z being fixed, is the mean of s ∂ log q(z|x).
 *
 * <pre>
 * α = 1, K samples   s = (log w − b) / K              b: mean log w of the image's other samples,
 *                                                     of a single one that of the other images
 * otherwise          s = bound − b − β ŵ              b: the bound with the mean of the other log w
 *                                                     in place of this one
 * </pre>
 *
 * <p>No baseline knows its own sample, so none changes the mean; and none is remembered between
 * steps. Mnih and Rezende, ICML 2016, arXiv:1602.06725, sections 2.3 to 2.5, with the arithmetic
 * mean of log w (their geometric mean of w).
 */
final class LearningSignals {
  private final double alpha;
  private final int samples;
  private final double[] others;
  private final BoundWeights withoutOne;

  LearningSignals(double alpha, int samples) {
    this.alpha = alpha;
    this.samples = samples;
    others = new double[samples];
    withoutOne = new BoundWeights(alpha, samples);
  }

  /**
   * Of one sample.
   *
   * @param logWeights of the image
   * @param bound of the image
   * @param weight ŵ of the sample
   * @param meanOfOthers of the log weights of the other images; used for a single sample only
   */
  double of(
      int sample,
      double[] logWeights,
      double bound,
      double weight,
      double beta,
      double meanOfOthers) {
    if (samples == 1) {
      return logWeights[0] - meanOfOthers;
    }
    double sum = 0;
    for (int k = 0; k < samples; k++) {
      sum += k == sample ? 0 : logWeights[k];
    }
    double mean = sum / (samples - 1);
    if (alpha == 1) {
      return (logWeights[sample] - mean) / samples;
    }
    System.arraycopy(logWeights, 0, others, 0, samples);
    others[sample] = mean;
    return bound - withoutOne.bound(others) - beta * weight;
  }
}

package org.rdvae.objective;

import java.util.Arrays;

/**
 * The {@link Bound} of order α of one image's log weights, and how much each sample has in it:
 *
 * <pre>
 * bound = 1 / (1 − α) log (1/K Σ exp((1 − α) log w))
 * ŵ     = derivative of the bound by log w = softmax of (1 − α) log w
 * </pre>
 *
 * at α = 1 the mean and 1 / K; at α = −∞ the largest and 1 for it alone (for the first, of equal
 * ones). In double, relative to the largest term, so that nothing overflows.
 */
public final class BoundWeights {
  private final double alpha;
  private final double[] weights;

  /** For so many samples of an image. */
  public BoundWeights(double alpha, int samples) {
    this.alpha = alpha;
    weights = new double[samples];
  }

  /** Computes the bound of one image, in nats, and {@link #weight}. */
  public double bound(double[] logWeights) {
    return alpha == 1 ? mean(logWeights) : softMaximum(logWeights);
  }

  private double mean(double[] logWeights) {
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      sum += logWeights[k];
      weights[k] = 1.0 / weights.length;
    }
    return sum / weights.length;
  }

  private double softMaximum(double[] logWeights) {
    int best = 0;
    for (int k = 1; k < weights.length; k++) {
      // Above 1 the order favours the smallest.
      boolean better =
          alpha < 1 ? logWeights[k] > logWeights[best] : logWeights[k] < logWeights[best];
      best = better ? k : best;
    }
    if (alpha == Double.NEGATIVE_INFINITY) {
      Arrays.fill(weights, 0);
      weights[best] = 1;
      return logWeights[best];
    }
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      weights[k] = Math.exp((1 - alpha) * (logWeights[k] - logWeights[best]));
      sum += weights[k];
    }
    for (int k = 0; k < weights.length; k++) {
      weights[k] /= sum;
    }
    return logWeights[best] + Math.log(sum / weights.length) / (1 - alpha);
  }

  /** ŵ of a sample, of the image measured last. */
  public double weight(int sample) {
    return weights[sample];
  }

  /**
   * Of the image measured last, at a finite order: the factor on the gradient through z that makes
   * up for the direct one of log q, 1 − β (1 − α) (1 − ŵ).
   *
   * <p>The direct gradient enters as −β ŵ ∂ log q, and E[ŵ ∂ log q] by φ is E[∂ŵ/∂z ∂z/∂φ] with
   * ∂ŵ/∂z = (1 − α) ŵ (1 − ŵ) ∂ log w/∂z. With α = 0 and β = 1 the whole weight is Tucker's ŵ².
   */
  public double pathFactor(int sample, double beta) {
    return weights[sample] == 1 ? 1 : 1 - beta * (1 - alpha) * (1 - weights[sample]);
  }
}

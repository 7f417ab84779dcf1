package org.rdvae.distribution;

import org.rdvae.random.RandomStream;

/**
 * The beta-binomial distribution of a level from 0 to 255, in plain double arithmetic: the judge of
 * {@link PlannedBetaBinomial}. Per element, and in nats: the number of successes of n = 255 trials
 * whose common probability is drawn from a beta distribution of α and β.
 *
 * <pre>
 * P(k) = (n over k) B(k + α, n − k + β) / B(α, β)
 * E[k] = n α / (α + β)
 * </pre>
 *
 * α = β = 1 makes all levels equally likely; below 1 the ends stand out, as in drawings. It is
 * never narrower than the binomial distribution, whose standard deviation in the middle is 8
 * levels: it suits values that are mostly black or white, not smooth photographs.
 *
 * <p>Used for images by Townsend, Bird and Barber, Practical Lossless Compression with Latent
 * Variables using Bits Back Coding, ICLR 2019, arXiv:1901.04866.
 */
public final class BetaBinomial {
  private static final int TRIALS = DiscretizedLogistic.HIGHEST;
  private static final int LEVELS = TRIALS + 1;

  private BetaBinomial() {}

  /** −log P(level). */
  public static double distortion(int level, double alpha, double beta) {
    return rising(alpha + beta, TRIALS)
        - rising(alpha, level)
        - rising(beta, TRIALS - level)
        - logChoices(level);
  }

  /** Derivative of the distortion by α: ψ(n+α+β) − ψ(α+β) − ψ(k+α) + ψ(α). */
  public static double distortionByAlpha(int level, double alpha, double beta) {
    return risingSlope(alpha + beta, TRIALS) - risingSlope(alpha, level);
  }

  /** Derivative of the distortion by β: ψ(n+α+β) − ψ(α+β) − ψ(n−k+β) + ψ(β). */
  public static double distortionByBeta(int level, double alpha, double beta) {
    return risingSlope(alpha + beta, TRIALS) - risingSlope(beta, TRIALS - level);
  }

  /** E[x], x = level / 255. */
  public static double expectation(double alpha, double beta) {
    return alpha / (alpha + beta);
  }

  /** A level, by the inverse of the cumulative distribution. */
  public static int draw(double alpha, double beta, RandomStream stream) {
    double[] logs = new double[LEVELS];
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < LEVELS; k++) {
      // P(k) / P(k − 1)
      logs[k] =
          k == 0
              ? 0
              : logs[k - 1] + Math.log((LEVELS - k) * (k - 1 + alpha) / (k * (TRIALS - k + beta)));
      largest = Math.max(largest, logs[k]);
    }
    double sum = 0;
    for (int k = 0; k < LEVELS; k++) {
      sum += Math.exp(logs[k] - largest);
    }
    double left = sum * stream.nextUniform();
    int level = 0;
    while (level < TRIALS && left >= Math.exp(logs[level] - largest)) {
      left -= Math.exp(logs[level] - largest);
      level++;
    }
    return level;
  }

  /** log of n over k. */
  static double logChoices(int level) {
    return GammaFunction.logGamma(LEVELS)
        - GammaFunction.logGamma(level + 1.0)
        - GammaFunction.logGamma(LEVELS - level);
  }

  /** log Γ(a + m) − log Γ(a), as the logs of m factors: exact, and no faster than it need be. */
  private static double rising(double a, int m) {
    double sum = 0;
    double product = 1;
    for (int k = 0; k < m; k++) {
      product *= a + k;
      // No factor is above 1e9.
      if (product > 1e290 || product < 1e-290) {
        sum += Math.log(product);
        product = 1;
      }
    }
    return sum + Math.log(product);
  }

  private static double risingSlope(double a, int m) {
    double sum = 0;
    for (int k = 0; k < m; k++) {
      sum += 1 / (a + k);
    }
    return sum;
  }
}

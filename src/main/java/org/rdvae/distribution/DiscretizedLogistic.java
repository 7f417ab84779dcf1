package org.rdvae.distribution;

import org.rdvae.random.RandomStream;

/**
 * The 256 levels of an 8-bit value, as the bins of a logistic distribution with mean μ and scale s
 * on values from 0 to 1, in plain double arithmetic: the judge of {@link
 * PlannedDiscretizedLogistic}. Per element, and in nats.
 *
 * <pre>
 * P(level) = σ(a) − σ(b),   a = (x + h − μ) / s,   b = (x − h − μ) / s,   x = level / 255,   h = 1 / 510
 * </pre>
 *
 * with σ the logistic function. The lowest bin is open below (σ(b) = 0) and the highest above (σ(a)
 * = 1), so that the levels' probabilities sum to 1. The difference keeps no digits where both terms
 * agree; as a product, with δ = a − b, it does everywhere:
 *
 * <pre>
 * σ(a) − σ(b) = σ(a) σ(−b) (1 − exp(−δ))
 * −log P      = log(1 + exp(−a)) + log(1 + exp(b)) − log(1 − exp(−δ))
 * </pre>
 *
 * three terms of at least 0, of which an open bin has only the first or only the second.
 *
 * <p>Kingma et al., Improved Variational Inference with Inverse Autoregressive Flow, NIPS 2016,
 * arXiv:1606.04934; with the open bins Salimans et al., PixelCNN++, ICLR 2017, section 2.1,
 * arXiv:1701.05517, whose values run from −1 to 1: a log scale there is ln 2 above ours.
 */
public final class DiscretizedLogistic {
  /** The highest level. */
  static final int HIGHEST = 255;

  /** Half of a bin's width. */
  static final double HALF_BIN = 0.5 / HIGHEST;

  /** Beyond it a distribution is so flat that its mean is ½ to five digits. */
  private static final double FLAT_LOG_SCALE = 10;

  private DiscretizedLogistic() {}

  /** −log P(level). */
  public static double distortion(int level, double mean, double logScale) {
    double upper = level == HIGHEST ? 0 : softplus(-end(level, HALF_BIN, mean, logScale));
    double lower = level == 0 ? 0 : softplus(end(level, -HALF_BIN, mean, logScale));
    return upper + lower - (isOpen(level) ? 0 : Math.log(-Math.expm1(-width(logScale))));
  }

  /** Derivative of the distortion by μ: (σ(−a) − σ(b)) / s. */
  public static double distortionByMean(int level, double mean, double logScale) {
    double above =
        level == HIGHEST ? 0 : Bernoulli.probability(-end(level, HALF_BIN, mean, logScale));
    double below = level == 0 ? 0 : Bernoulli.probability(end(level, -HALF_BIN, mean, logScale));
    return (above - below) * Math.exp(-logScale);
  }

  /** Derivative of the distortion by ln s: a σ(−a) − b σ(b) + δ / (exp(δ) − 1). */
  public static double distortionByLogScale(int level, double mean, double logScale) {
    double a = end(level, HALF_BIN, mean, logScale);
    double b = end(level, -HALF_BIN, mean, logScale);
    double upper = level == HIGHEST ? 0 : a * Bernoulli.probability(-a);
    double lower = level == 0 ? 0 : b * Bernoulli.probability(b);
    double width = width(logScale);
    return upper - lower + (isOpen(level) ? 0 : width / Math.expm1(width));
  }

  /**
   * E[x], as the mean of the logistic distribution with its tails moved to 0 and 1, s (log(1 +
   * exp(μ / s)) − log(1 + exp((μ − 1) / s))). It differs from the sum over the levels by less than
   * a tenth of a level where ln s is at least −7, and costs no sum over 256 bins.
   */
  public static double expectation(double mean, double logScale) {
    double scale = Math.exp(Math.min(logScale, FLAT_LOG_SCALE));
    double expectation = scale * (softplus(mean / scale) - softplus((mean - 1) / scale));
    return Math.min(1, Math.max(0, expectation));
  }

  /** A level: a logistic number, brought to the nearest level. */
  public static int draw(double mean, double logScale, RandomStream stream) {
    double u = stream.nextUniform();
    double x = mean + Math.exp(logScale) * (Math.log(u) - Math.log1p(-u));
    return (int) Math.min(HIGHEST, Math.max(0, Math.rint(HIGHEST * x)));
  }

  /** The level of a value, level / 255. */
  static int level(float x) {
    return Math.round(HIGHEST * x);
  }

  private static boolean isOpen(int level) {
    return level == 0 || level == HIGHEST;
  }

  /** a or b. */
  private static double end(int level, double distance, double mean, double logScale) {
    return ((double) level / HIGHEST + distance - mean) * Math.exp(-logScale);
  }

  /** δ = a − b = 2h / s. */
  private static double width(double logScale) {
    return 2 * HALF_BIN * Math.exp(-logScale);
  }

  /** log(1 + exp(y)). */
  private static double softplus(double y) {
    return Math.max(y, 0) + Math.log1p(Math.exp(-Math.abs(y)));
  }
}

package org.rdvae.distribution;

/**
 * A gamma variable of rate 1 as a function of its shape a and a standard normal number ε: the x
 * with P(a, x) = Φ(ε). So a fixed ε moves smoothly with the shape, and how it moves is known
 * without differentiating this search: {@link IncompleteGamma#quantileByShape}.
 *
 * <p>The search is Newton's, in t = ln x, for the logarithm of the smaller tail: log P below the
 * median, log Q above. The density of t, exp(a t − exp(t)) / Γ(a), is log-concave, hence so are
 * both tails (Bagnoli and Bergstrom, Economic Theory 26, 2005); of a concave function Newton's
 * steps reach the root from any start, after the first one from one side. The start is the larger
 * of Wilson and Hilferty's cube and of the root of P's first term. A few steps suffice. An instance
 * is scratch memory, of one thread at a time.
 */
final class GammaQuantile {
  private static final int MOST_STEPS = 100;

  /** The step after one of this size would be below the rounding. */
  private static final double SMALL_STEP = 1e-8;

  /** Below, P's first term is all of it, and soon x itself would be 0, of which there is no log. */
  private static final double LOWEST_LOG = -600;

  private final IncompleteGamma gamma = new IncompleteGamma();

  double of(double a, double noise) {
    boolean lower = noise < 0;
    double target = logTail(Math.abs(noise));
    double t = start(a, noise, target);
    if (lower && t < LOWEST_LOG) {
      return Math.exp(t);
    }
    for (int step = 0; step < MOST_STEPS; step++) {
      double x = Math.exp(t);
      double move;
      if (lower) {
        double value = gamma.logLower(a, x);
        move = (target - value) / gamma.logLowerSlope(a);
      } else {
        double value = gamma.logUpper(a, x);
        double slope = -x * Math.exp(IncompleteGamma.logDensity(a, x) - value);
        move = (target - value) / slope;
      }
      t += move;
      if (Math.abs(move) < SMALL_STEP) {
        break;
      }
    }
    return Math.exp(t);
  }

  /** log Φ(−r) = log ½ Q(½, r² / 2), for r of at least 0. */
  private double logTail(double r) {
    double x = 0.5 * r * r;
    // Below, the square is no longer a number of its own.
    return Math.log(0.5) + (x < Double.MIN_NORMAL ? 0 : gamma.logUpper(0.5, x));
  }

  private static double start(double a, double noise, double logTail) {
    double logProbability = noise < 0 ? logTail : Math.log1p(-Math.exp(logTail));
    double ofFirstTerm = (logProbability + GammaFunction.logGamma(a + 1)) / a;
    double root = 1 - 1 / (9 * a) + noise / (3 * Math.sqrt(a));
    return root > 0 ? Math.max(ofFirstTerm, Math.log(a) + 3 * Math.log(root)) : ofFirstTerm;
  }
}

package org.rdvae.objective;

import org.rdvae.base.Setting;

/**
 * The bound on log p(x) that is maximised, by K samples z of q(z|x) with the weights w = p(x, z) /
 * q(z|x). All are one family, the variational Rényi bounds of order α:
 *
 * <pre>
 * 1 / (1 − α)  log (1/K Σ w^(1 − α))
 *
 * α = 1     ELBO: mean of log w          α = 0    importance-weighted: log of the mean of w
 * α = 1/2   Hellinger's distance         α → −∞   the largest log w
 * </pre>
 *
 * <p>Li and Turner, Rényi Divergence Variational Inference, NIPS 2016, arXiv:1602.02311; the
 * importance-weighted one Burda et al., ICLR 2016, arXiv:1509.00519. For α below 0, the largest
 * included, the value may be above log p(x): it is no bound.
 */
public sealed interface Bound {

  /** Samples of z for each image, K. */
  int samples();

  /** The order; negative infinity for the largest. */
  double alpha();

  /** Whether it is the ELBO, be it by several samples. */
  default boolean isElbo() {
    return alpha() == 1;
  }

  /** Whether its mean never is above log p(x), however many samples. */
  default boolean isLowerBound() {
    return alpha() >= 0;
  }

  /** The evidence lower bound. */
  record Elbo(
      @Setting(
              value = "Samples of z for each image and step.",
              initial = "1",
              min = 1,
              max = 10_000)
          int samples)
      implements Bound {
    @Override
    public double alpha() {
      return 1;
    }
  }

  /** The log of the mean weight. */
  record ImportanceWeighted(
      @Setting(
              value = "Samples of z for each image and step.",
              initial = "5",
              min = 1,
              max = 10_000)
          int samples)
      implements Bound {
    @Override
    public double alpha() {
      return 0;
    }
  }

  /** Any order. */
  record Renyi(
      @Setting(
              value =
                  "Order: 1 is the ELBO, 0 the importance-weighted bound; below 0 the value is no"
                      + " bound on the likelihood.",
              initial = "0.5",
              min = -1000,
              max = 1000)
          double alpha,
      @Setting(
              value = "Samples of z for each image and step.",
              initial = "5",
              min = 1,
              max = 10_000)
          int samples)
      implements Bound {}

  /** The sample of the largest weight alone. */
  record Maximum(
      @Setting(
              value = "Samples of z for each image and step.",
              initial = "5",
              min = 1,
              max = 10_000)
          int samples)
      implements Bound {
    @Override
    public double alpha() {
      return Double.NEGATIVE_INFINITY;
    }
  }
}

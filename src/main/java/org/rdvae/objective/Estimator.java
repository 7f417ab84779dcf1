package org.rdvae.objective;

import org.rdvae.distribution.RateGradient;

/**
 * How the gradient of the bound by the encoder is estimated. Decoder and prior are the same for
 * all: their gradient is that of the weighted log densities at the samples.
 */
public enum Estimator {
  /** Through z = z(φ, ε), and with it the direct one of log q: Kingma and Welling, 2014. */
  REPARAMETERIZED(RateGradient.TOTAL),

  /**
   * Through z only. The direct gradient of log q, which is left out, has mean 0 for a single
   * sample: where q is exact the estimate has no variance. Roeder et al., 2017, arXiv:1703.09194.
   */
  STICKING_THE_LANDING(RateGradient.PATH),

  /**
   * The direct gradient of log q of a bound of several samples, written as one through z. Tucker et
   * al., Doubly Reparameterized Gradient Estimators, ICLR 2019, arXiv:1810.04152.
   */
  DOUBLY_REPARAMETERIZED(RateGradient.PATH),

  /**
   * The direct gradient of log q times what its sample earned, less a baseline: needs no gradient
   * of the decoder by z. Williams, 1992; for several samples Mnih and Rezende, Variational
   * Inference for Monte Carlo Objectives, ICML 2016, arXiv:1602.06725.
   */
  SCORE_FUNCTION(RateGradient.SCORE),

  /**
   * The encoder minimises KL(p(z|x) || q(z|x)) by the importance weights of the samples. Bornschein
   * and Bengio, Reweighted Wake-Sleep, ICLR 2015, arXiv:1406.2751, equation 10.
   */
  WAKE_PHASE(RateGradient.SCORE);

  private final RateGradient gradient;

  Estimator(RateGradient gradient) {
    this.gradient = gradient;
  }

  /** What the posterior is asked for. */
  public RateGradient gradient() {
    return gradient;
  }
}

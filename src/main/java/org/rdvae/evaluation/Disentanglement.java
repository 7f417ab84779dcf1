package org.rdvae.evaluation;

/**
 * How latent variables and factors belong together, from the importance R_ij ≥ 0 of latent variable
 * i of D for factor j of K:
 *
 * <pre>
 *   disentanglement of i    1 − H_K(P_i.),   P_ij = R_ij / Σ_k R_ik     1: tells of one factor only
 *   completeness of j       1 − H_D(Q_.j),   Q_ij = R_ij / Σ_k R_kj     1: told by one latent only
 * </pre>
 *
 * <p>with entropies to the base K and D. What has no importance at all has 0. Overall
 * disentanglement is the mean over latent variables with weights Σ_j R_ij / Σ R, overall
 * completeness the plain mean over factors. A lone factor or latent variable has entropy 0.
 *
 * <p>Eastwood and Williams, A Framework for the Quantitative Evaluation of Disentangled
 * Representations, ICLR 2018, section 2.
 *
 * @param ofLatents disentanglement of each
 * @param weights of the latent variables in the overall one; sum to 1, unless all are 0
 * @param ofFactors completeness of each
 */
record Disentanglement(double[] ofLatents, double[] weights, double[] ofFactors) {

  /**
   * @param importances [latents][factors]
   */
  static Disentanglement of(double[][] importances) {
    int latents = importances.length;
    int factors = importances[0].length;
    double all = 0;
    for (double[] row : importances) {
      all += sum(row);
    }
    double[] ofLatents = new double[latents];
    double[] weights = new double[latents];
    for (int latent = 0; latent < latents; latent++) {
      ofLatents[latent] = concentration(importances[latent]);
      weights[latent] = all == 0 ? 0 : sum(importances[latent]) / all;
    }
    double[] ofFactors = new double[factors];
    double[] column = new double[latents];
    for (int factor = 0; factor < factors; factor++) {
      for (int latent = 0; latent < latents; latent++) {
        column[latent] = importances[latent][factor];
      }
      ofFactors[factor] = concentration(column);
    }
    return new Disentanglement(ofLatents, weights, ofFactors);
  }

  double disentanglement() {
    double mean = 0;
    for (int latent = 0; latent < weights.length; latent++) {
      mean += weights[latent] * ofLatents[latent];
    }
    return mean;
  }

  double completeness() {
    return sum(ofFactors) / ofFactors.length;
  }

  /** 1 less the entropy of the shares, to the base of their number. */
  private static double concentration(double[] importances) {
    double sum = sum(importances);
    if (sum == 0 || importances.length == 1) {
      return sum == 0 ? 0 : 1;
    }
    double entropy = 0;
    for (double importance : importances) {
      double share = importance / sum;
      entropy -= share == 0 ? 0 : share * Math.log(share);
    }
    return 1 - entropy / Math.log(importances.length);
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}

package org.rdvae.distribution;

/**
 * Independent bits given by their logits a = ln(p / (1 − p)), in plain double arithmetic: the judge
 * of {@link PlannedBernoulli}. In nats, per element.
 */
public final class Bernoulli {
  private Bernoulli() {}

  /** −log p(x) = max(a, 0) − a x + log(1 + exp(−|a|)): never overflows, exact in both tails. */
  public static double distortion(double logit, double x) {
    return Math.max(logit, 0) - logit * x + Math.log1p(Math.exp(-Math.abs(logit)));
  }

  /** Derivative of the distortion by the logit: sigmoid(a) − x. */
  public static double distortionByLogit(double logit, double x) {
    return probability(logit) - x;
  }

  /** p(x = 1) = sigmoid(a). */
  public static double probability(double logit) {
    return logit >= 0 ? 1 / (1 + Math.exp(-logit)) : Math.exp(logit) / (1 + Math.exp(logit));
  }
}

package org.rdvae.evaluation;

/** Entropies of counts: n things, c_k of each kind, have n H = n ln n − Σ c_k ln c_k nats. */
final class CountEntropy {
  private CountEntropy() {}

  /** c ln c, which is 0 for no thing at all. */
  static double term(int count) {
    return count == 0 ? 0 : count * Math.log(count);
  }
}

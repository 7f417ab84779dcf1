package org.rdvae.codec;

import java.util.List;

/**
 * The beta-binomial probabilities of 0 to 255 up to a common factor: with n = 255 trials
 *
 * <pre>
 * log2 P(k) = log2 (n over k) + Σ_{j&lt;k} log2(α + j) + Σ_{j&lt;n-k} log2(β + j) + constant
 * </pre>
 *
 * <p>The heads are ln α and ln β, held between -8 and 8 as in {@link
 * org.rdvae.distribution.BetaBinomialLikelihood}.
 */
final class BetaBinomialWeights implements WeightedIntervals.Weights {
  private static final int TRIALS = ValueIntervals.LEVELS - 1;
  private static final int PARAMETER_FRACTION = 36;
  private static final int WEIGHT_BITS = 30;
  private static final long LARGEST_LOG = 8L << FixedVae.FRACTION;
  private static final long[] LOG_CHOICES = new long[TRIALS + 1];

  static {
    for (int k = 1; k <= TRIALS; k++) {
      LOG_CHOICES[k] =
          LOG_CHOICES[k - 1]
              + FixedExponential.log2(TRIALS + 1L - k, 0)
              - FixedExponential.log2(k, 0);
    }
  }

  private final long[] logs = new long[TRIALS + 1];

  @Override
  public void of(List<int[]> heads, int index, long[] weights) {
    long alpha = parameter(heads.get(0)[index]);
    long beta = parameter(heads.get(1)[index]);
    long risingAlpha = 0;
    long risingBeta = 0;
    System.arraycopy(LOG_CHOICES, 0, logs, 0, logs.length);
    for (int k = 0; k <= TRIALS; k++) {
      logs[k] += risingAlpha;
      logs[TRIALS - k] += risingBeta;
      long whole = (long) k << PARAMETER_FRACTION;
      risingAlpha += FixedExponential.log2(alpha + whole, PARAMETER_FRACTION);
      risingBeta += FixedExponential.log2(beta + whole, PARAMETER_FRACTION);
    }
    long largest = Long.MIN_VALUE;
    for (long log : logs) {
      largest = Math.max(largest, log);
    }
    for (int k = 0; k <= TRIALS; k++) {
      weights[k] =
          logs[k] - largest < -(40L << FixedVae.FRACTION)
              ? 0
              : FixedExponential.power(logs[k] - largest, WEIGHT_BITS);
    }
  }

  private static long parameter(int head) {
    return FixedExponential.exp(
        Math.max(-LARGEST_LOG, Math.min(LARGEST_LOG, head)), PARAMETER_FRACTION);
  }
}

package org.rdvae.evaluation;

/**
 * The log weights log p(x, z) - log q(z|x) of one image's samples, and the estimate that they give:
 *
 * <pre>
 * -log p(x)  ~  -log (1/K sum of w)          the mean of the weights taken relative to the largest, in double
 * variance   ~  (1/K) s² / mean²             of the log of the mean, by the delta method; s² the weights' sample variance
 * </pre>
 *
 * <p>Burda, Grosse and Salakhutdinov, Importance Weighted Autoencoders, ICLR 2016,
 * arXiv:1509.00519, equation 8.
 */
final class ImportanceWeights {
  private final double[] logWeights;
  private int count;

  ImportanceWeights(int samples) {
    logWeights = new double[samples];
  }

  void add(double logWeight) {
    logWeights[count++] = logWeight;
  }

  boolean isFull() {
    return count == logWeights.length;
  }

  void clear() {
    count = 0;
  }

  /** Estimate of -log p(x) in nats. */
  double nll() {
    return -(largest() + Math.log(relativeSum() / count));
  }

  /** Variance of {@link #nll} over noise; NaN for a single sample. */
  double variance() {
    double largest = largest();
    double mean = relativeSum() / count;
    double squares = 0;
    for (int i = 0; i < count; i++) {
      double deviation = Math.exp(logWeights[i] - largest) - mean;
      squares += deviation * deviation;
    }
    return squares / (count - 1) / count / (mean * mean);
  }

  private double largest() {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, logWeights[i]);
    }
    return largest;
  }

  private double relativeSum() {
    double largest = largest();
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += Math.exp(logWeights[i] - largest);
    }
    return sum;
  }
}

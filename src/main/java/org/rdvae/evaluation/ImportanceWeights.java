package org.rdvae.evaluation;

/**
 * The log weights log p(x, z) - log q(z|x) of one image's samples, and the estimate that they give:
 *
 * <pre>
 * -log p(x)  ~  -log (1/K sum of w)          the mean of the weights taken relative to the largest, in double
 * variance   ~  (K-1)/K sum of (t_i - mean of t)²   jackknife; t_i the same estimate without sample i
 * </pre>
 *
 * <p>Why not the delta method, s² / (K mean²): where one weight is nearly the whole sum, as for
 * large images, it never says more than 1 nat, however far the next sample would be.
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
    if (count < 2) {
      return Double.NaN;
    }
    double largest = largest();
    double sum = relativeSum();
    double mean = 0;
    for (int i = 0; i < count; i++) {
      mean += without(i, largest, sum) / count;
    }
    double squares = 0;
    for (int i = 0; i < count; i++) {
      double deviation = without(i, largest, sum) - mean;
      squares += deviation * deviation;
    }
    return squares * (count - 1) / count;
  }

  /** Log of the sum of all weights but one. */
  private double without(int sample, double largest, double relativeSum) {
    double weight = Math.exp(logWeights[sample] - largest);
    if (2 * weight < relativeSum) {
      return largest + Math.log(relativeSum - weight);
    }
    // The difference would keep no digits; this is so for one sample, or two of equal weight.
    double next = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      next = i == sample ? next : Math.max(next, logWeights[i]);
    }
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += i == sample ? 0 : Math.exp(logWeights[i] - next);
    }
    return next + Math.log(sum);
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

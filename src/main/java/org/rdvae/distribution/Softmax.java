package org.rdvae.distribution;

/** Sums of exponentials in plain double arithmetic, with the largest term taken out first. */
final class Softmax {
  private Softmax() {}

  /** log Σ exp(x_i) of {@code count} numbers from {@code at} on. */
  static double logSumExp(double[] x, int at, int count) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = at; i < at + count; i++) {
      largest = Math.max(largest, x[i]);
    }
    double sum = 0;
    for (int i = at; i < at + count; i++) {
      sum += Math.exp(x[i] - largest);
    }
    return largest + Math.log(sum);
  }

  /** exp(x_j) / Σ exp(x_i) of {@code count} numbers from {@code at} on. */
  static double[] of(double[] x, int at, int count) {
    double logSum = logSumExp(x, at, count);
    double[] softmax = new double[count];
    for (int i = 0; i < count; i++) {
      softmax[i] = Math.exp(x[at + i] - logSum);
    }
    return softmax;
  }
}

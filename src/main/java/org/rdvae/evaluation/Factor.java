package org.rdvae.evaluation;

import java.util.Objects;

/**
 * One thing that generated images differ in, such as the size of what they show.
 *
 * @param steps how many values it takes
 * @param values of each image, 0 to steps − 1; kept, not copied
 */
public record Factor(String name, int steps, int[] values) {
  public Factor {
    for (int value : values) {
      Objects.checkIndex(value, steps);
    }
  }

  /** How often each value occurs among the first {@code count} images. */
  int[] counts(int count) {
    int[] counts = new int[steps];
    for (int image = 0; image < count; image++) {
      counts[values[image]]++;
    }
    return counts;
  }

  /** Entropy in nats of the values as they occur among the first {@code count} images. */
  double entropy(int count) {
    double sum = 0;
    for (int ofOne : counts(count)) {
      sum += entropyTerm(ofOne);
    }
    return (entropyTerm(count) - sum) / count;
  }

  /**
   * c ln c, which is 0 for no thing at all: n things, c_k of each kind, have an entropy H with n H
   * = n ln n − Σ c_k ln c_k nats.
   */
  static double entropyTerm(int count) {
    return count == 0 ? 0 : count * Math.log(count);
  }
}

package org.rdvae.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Sums in double, each with what bounds its rounding error: a sum of n terms in any order is off by
 * at most about n epsilon times the sum of their magnitudes.
 */
final class PlainSums {
  private final double[] values;
  private final double[] magnitudes;
  private final int[] terms;

  PlainSums(int size) {
    values = new double[size];
    magnitudes = new double[size];
    terms = new int[size];
  }

  void add(int index, double term) {
    values[index] += term;
    magnitudes[index] += Math.abs(term);
    terms[index]++;
  }

  double[] values() {
    return values;
  }

  void expect(String label, Precision precision, double[] found) {
    assertThat(found).as(label).hasSameSizeAs(values);
    for (int i = 0; i < values.length; i++) {
      double tolerance = 4 * terms[i] * TensorValues.epsilon(precision) * magnitudes[i];
      if (!(Math.abs(found[i] - values[i]) <= tolerance)) {
        assertThat(found[i]).as("%s, element %d", label, i).isCloseTo(values[i], within(tolerance));
      }
    }
  }
}

package org.rdvae.tensor;

/**
 * The matrix product by three loops in double. The magnitudes are the same sums over absolute
 * values: the rounding error of a product of k terms in any order is at most about k epsilon times
 * them.
 */
record PlainProduct(double[] values, double[] magnitudes) {

  static PlainProduct of(
      double[] a, boolean transposeA, double[] b, boolean transposeB, int m, int n, int k) {
    double[] values = new double[m * n];
    double[] magnitudes = new double[m * n];
    for (int row = 0; row < m; row++) {
      for (int j = 0; j < k; j++) {
        double left = transposeA ? a[j * m + row] : a[row * k + j];
        for (int column = 0; column < n; column++) {
          double term = left * (transposeB ? b[column * k + j] : b[j * n + column]);
          values[row * n + column] += term;
          magnitudes[row * n + column] += Math.abs(term);
        }
      }
    }
    return new PlainProduct(values, magnitudes);
  }
}

package org.rdvae.evaluation;

/**
 * Structural similarity of two planes a and b at one scale, with means, variances and covariance
 * over an 11 x 11 Gaussian window of standard deviation 1.5 that lies wholly inside:
 *
 * <pre>
 *   contrast   = (2 cov(a, b) + C2) / (var(a) + var(b) + C2)      C2 = (0.03 range)²
 *   similarity = contrast (2 E[a] E[b] + C1) / (E[a]² + E[b]² + C1)      C1 = (0.01 range)²
 * </pre>
 *
 * <p>The window is a product of two of one dimension. Rows are filtered as they come and the last
 * eleven are kept, so that memory grows with the width only; both variances are needed only as
 * their sum, which spares one filter of five.
 *
 * <p>Wang, Bovik, Sheikh and Simoncelli, Image Quality Assessment: From Error Visibility to
 * Structural Similarity, IEEE Transactions on Image Processing 13, 2004.
 *
 * @param similarity mean over all places of the window
 * @param contrast the same of the contrast alone
 */
record StructuralSimilarity(double similarity, double contrast) {
  static final int WINDOW = 11;

  private static final double SIGMA = 1.5;
  private static final double[] WEIGHTS = weights();
  private static final double K1 = 0.01;
  private static final double K2 = 0.03;

  private static double[] weights() {
    double[] weights = new double[WINDOW];
    double sum = 0;
    for (int i = 0; i < WINDOW; i++) {
      double distance = i - WINDOW / 2;
      weights[i] = Math.exp(-distance * distance / (2 * SIGMA * SIGMA));
      sum += weights[i];
    }
    for (int i = 0; i < WINDOW; i++) {
      weights[i] /= sum;
    }
    return weights;
  }

  /**
   * Compares two planes of the same size, at least the window's.
   *
   * @param range of values, 255 for bytes
   */
  static StructuralSimilarity of(ImagePlane a, ImagePlane b, double range) {
    double c1 = K1 * range * (K1 * range);
    double c2 = K2 * range * (K2 * range);
    int columns = a.width() - WINDOW + 1;
    Moments[] rows = new Moments[WINDOW];
    Moments means = new Moments(columns);
    double similarity = 0;
    double contrast = 0;
    for (int y = 0; y < a.height(); y++) {
      Moments row = y < WINDOW ? new Moments(columns) : rows[0];
      System.arraycopy(rows, 1, rows, 0, WINDOW - 1);
      rows[WINDOW - 1] = row.ofRow(a, b, y);
      if (y < WINDOW - 1) {
        continue;
      }
      means.ofColumns(rows);
      for (int x = 0; x < columns; x++) {
        double product = means.a[x] * means.b[x];
        double squares = means.a[x] * means.a[x] + means.b[x] * means.b[x];
        double here = (2 * (means.products[x] - product) + c2) / (means.squares[x] - squares + c2);
        contrast += here;
        similarity += here * (2 * product + c1) / (squares + c1);
      }
    }
    double places = (double) columns * (a.height() - WINDOW + 1);
    return new StructuralSimilarity(similarity / places, contrast / places);
  }

  /** Weighted means of a, b, a² + b² and a b, for each column. */
  private static final class Moments {
    private final double[] a;
    private final double[] b;
    private final double[] squares;
    private final double[] products;

    Moments(int columns) {
      a = new double[columns];
      b = new double[columns];
      squares = new double[columns];
      products = new double[columns];
    }

    Moments ofRow(ImagePlane first, ImagePlane second, int y) {
      int at = y * first.width();
      for (int x = 0; x < a.length; x++) {
        double sumA = 0;
        double sumB = 0;
        double sumSquares = 0;
        double sumProducts = 0;
        for (int i = 0; i < WINDOW; i++) {
          double valueA = first.values()[at + x + i];
          double valueB = second.values()[at + x + i];
          sumA += WEIGHTS[i] * valueA;
          sumB += WEIGHTS[i] * valueB;
          sumSquares += WEIGHTS[i] * (valueA * valueA + valueB * valueB);
          sumProducts += WEIGHTS[i] * (valueA * valueB);
        }
        a[x] = sumA;
        b[x] = sumB;
        squares[x] = sumSquares;
        products[x] = sumProducts;
      }
      return this;
    }

    void ofColumns(Moments[] rows) {
      for (int x = 0; x < a.length; x++) {
        double sumA = 0;
        double sumB = 0;
        double sumSquares = 0;
        double sumProducts = 0;
        for (int i = 0; i < WINDOW; i++) {
          sumA += WEIGHTS[i] * rows[i].a[x];
          sumB += WEIGHTS[i] * rows[i].b[x];
          sumSquares += WEIGHTS[i] * rows[i].squares[x];
          sumProducts += WEIGHTS[i] * rows[i].products[x];
        }
        a[x] = sumA;
        b[x] = sumB;
        squares[x] = sumSquares;
        products[x] = sumProducts;
      }
    }
  }
}

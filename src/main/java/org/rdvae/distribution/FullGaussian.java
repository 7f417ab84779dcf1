package org.rdvae.distribution;

/**
 * A normal distribution N(μ, R R') of correlated elements in plain double arithmetic, with R lower
 * triangular and of positive diagonal: the Cholesky factor of the covariance. Heads: μ, ln R_ii,
 * and row by row what is left of R's diagonal times √latents: heads of the usual size then start
 * with variances near 1, which would otherwise grow with the number of latents. In nats:
 *
 * <pre>
 * z = μ + R ε
 * log q(z)             = −½ Σ ε² − Σ ln R_ii − latents ½ ln 2π
 * KL(q || N(0, I)), i  = ½ (μ_i² + Σ_j≤i R_ij² − 1) − ln R_ii
 *
 * log q by z: −v       with R' v = ε, at fixed heads
 *       by μ: v        by R_ij: v_i ε_j − [i = j] / R_ii, at a fixed z
 * </pre>
 *
 * <p>Each term of the divergence is a rate of its own, that of z_i given z_1 .. z_(i−1), and never
 * negative: R_ii² is the variance that these leave to z_i. Kingma and Welling, An Introduction to
 * Variational Autoencoders, 2019, section 2.5.1, arXiv:1906.02691; its closed divergence by the
 * covariance in Rezende, Mohamed and Wierstra, ICML 2014, arXiv:1401.4082.
 */
final class FullGaussian implements RowPosterior, RowRates {
  static final int MEAN = 0;
  static final int LOG_DIAGONAL = 1;
  static final int LOWER = 2;

  private final int latents;
  private final double scale;

  /** v of the row at hand. */
  private final double[] solved;

  FullGaussian(int latents) {
    this.latents = latents;
    scale = scale(latents);
    solved = new double[latents];
  }

  /** What the third head is multiplied by. */
  private static double scale(int latents) {
    return 1 / Math.sqrt(latents);
  }

  /** Numbers left of the diagonal. */
  static int lowerCount(int latents) {
    return start(latents);
  }

  /** Where row i begins in the third head. */
  private static int start(int i) {
    return i * (i - 1) / 2;
  }

  @Override
  public void sample(double[][] heads, double[] noise, double[] z) {
    for (int i = 0; i < latents; i++) {
      double sum = heads[MEAN][i] + Math.exp(heads[LOG_DIAGONAL][i]) * noise[i];
      for (int j = 0; j < i; j++) {
        sum += scale * heads[LOWER][start(i) + j] * noise[j];
      }
      z[i] = sum;
    }
  }

  @Override
  public double logDensity(double[][] heads, double[] noise, double[] z) {
    double sum = latents * DiagonalGaussian.logDensity(0, 0, 0);
    for (int i = 0; i < latents; i++) {
      sum -= 0.5 * noise[i] * noise[i] + heads[LOG_DIAGONAL][i];
    }
    return sum;
  }

  /** v of R' v = ε, from the last to the first. */
  private void solve(double[][] heads, double[] noise) {
    System.arraycopy(noise, 0, solved, 0, latents);
    for (int i = latents - 1; i >= 0; i--) {
      solved[i] *= Math.exp(-heads[LOG_DIAGONAL][i]);
      for (int j = 0; j < i; j++) {
        solved[j] -= scale * heads[LOWER][start(i) + j] * solved[i];
      }
    }
  }

  @Override
  public void addByZ(
      double[][] heads, double[] noise, double[] z, double weight, double[] zGradient) {
    solve(heads, noise);
    for (int i = 0; i < latents; i++) {
      zGradient[i] -= weight * solved[i];
    }
  }

  @Override
  public void addByHeads(
      double[][] heads, double[] noise, double[] z, double weight, double[][] headGradients) {
    solve(heads, noise);
    for (int i = 0; i < latents; i++) {
      double v = weight * solved[i];
      headGradients[MEAN][i] += v;
      headGradients[LOG_DIAGONAL][i] += v * noise[i] * Math.exp(heads[LOG_DIAGONAL][i]) - weight;
      for (int j = 0; j < i; j++) {
        headGradients[LOWER][start(i) + j] += v * scale * noise[j];
      }
    }
  }

  @Override
  public void addThroughZ(
      double[][] heads, double[] noise, double[] z, double[] zGradient, double[][] headGradients) {
    for (int i = 0; i < latents; i++) {
      double gradient = zGradient[i];
      headGradients[MEAN][i] += gradient;
      headGradients[LOG_DIAGONAL][i] += gradient * noise[i] * Math.exp(heads[LOG_DIAGONAL][i]);
      for (int j = 0; j < i; j++) {
        headGradients[LOWER][start(i) + j] += gradient * scale * noise[j];
      }
    }
  }

  @Override
  public void rates(double[][] heads, double[] rates) {
    for (int i = 0; i < latents; i++) {
      double square = 0;
      for (int j = 0; j < i; j++) {
        double r = scale * heads[LOWER][start(i) + j];
        square += r * r;
      }
      rates[i] = DiagonalGaussian.rate(heads[MEAN][i], heads[LOG_DIAGONAL][i]) + 0.5 * square;
    }
  }

  @Override
  public void addGradient(double[][] heads, double[] weights, double[][] headGradients) {
    for (int i = 0; i < latents; i++) {
      headGradients[MEAN][i] += weights[i] * heads[MEAN][i];
      headGradients[LOG_DIAGONAL][i] +=
          weights[i] * DiagonalGaussian.rateByLogStddev(heads[LOG_DIAGONAL][i]);
      for (int j = 0; j < i; j++) {
        headGradients[LOWER][start(i) + j] +=
            weights[i] * scale * scale * heads[LOWER][start(i) + j];
      }
    }
  }

  /** Log standard deviation of z_i by itself: ½ ln Σ_j≤i R_ij². */
  static double logStddev(int i, int latents, double logDiagonal, float[] lower, int from) {
    double variance = Math.exp(2 * logDiagonal);
    for (int j = 0; j < i; j++) {
      double r = scale(latents) * lower[from + start(i) + j];
      variance += r * r;
    }
    return 0.5 * Math.log(variance);
  }
}

package org.rdvae.objective;

import java.util.Arrays;

/**
 * The total correlation of the latent variables in the aggregate posterior of a batch of B images,
 * q(z) = 1/B Σ_m q(z|x_m) with q(z|x_m) = Π_j N(μ_mj, σ_mj²), estimated by one sample z_i of each
 * of its parts:
 *
 * <pre>
 * TC = KL(q(z) || Π_j q(z_j)) ≈ 1/B Σ_i [ln q(z_i) − Σ_j ln q_j(z_ij)]
 *
 * by ln N(z_ij; μ_mj, σ_mj)    (W_im − V_imj) / B      W, V: softmax over m of the joint and of the
 *                                                      single densities
 * </pre>
 *
 * In nats, in double, relative to the largest density. The minibatch-weighted sampling of the
 * β-TCVAE also divides by the number N of training images inside each logarithm; that adds (latents
 * − 1) ln N to the value, which then is no correlation of anything, and nothing to the gradient.
 *
 * <p>Chen et al., Isolating Sources of Disentanglement in VAEs, NeurIPS 2018, arXiv:1802.04942,
 * section 4 and appendix C.
 */
public final class TotalCorrelation {
  private final int rows;
  private final int latents;
  private final double[] noises;
  private final double[] logDensities;
  private final double[] largest;
  private final double[] sums;
  private final double[] joint;
  private final double[] byZ;
  private final double[] byMean;
  private final double[] byLogStddev;

  public TotalCorrelation(int rows, int latents) {
    this.rows = rows;
    this.latents = latents;
    noises = new double[rows * latents];
    logDensities = new double[rows * latents];
    largest = new double[latents];
    sums = new double[latents];
    joint = new double[rows];
    byZ = new double[rows * latents];
    byMean = new double[rows * latents];
    byLogStddev = new double[rows * latents];
  }

  /**
   * Computes the estimate and its gradients by all three arguments, each rows of latents.
   *
   * @return in nats; may be below 0, being an estimate
   */
  public double measure(double[] mean, double[] logStddev, double[] z) {
    Arrays.fill(byZ, 0);
    Arrays.fill(byMean, 0);
    Arrays.fill(byLogStddev, 0);
    double total = 0;
    for (int row = 0; row < rows; row++) {
      total += measure(row, mean, logStddev, z);
      addGradients(row, logStddev);
    }
    return total / rows;
  }

  /** ln q(z) − Σ ln q(z_j) of one sample, without what they have in common. */
  private double measure(int row, double[] mean, double[] logStddev, double[] z) {
    Arrays.fill(largest, Double.NEGATIVE_INFINITY);
    for (int m = 0; m < rows; m++) {
      double sum = 0;
      for (int j = 0; j < latents; j++) {
        int at = m * latents + j;
        double noise = (z[row * latents + j] - mean[at]) * Math.exp(-logStddev[at]);
        // The constant of the normal density is in the joint and in the single ones.
        double logDensity = -0.5 * noise * noise - logStddev[at];
        noises[at] = noise;
        logDensities[at] = logDensity;
        largest[j] = Math.max(largest[j], logDensity);
        sum += logDensity;
      }
      joint[m] = sum;
    }
    double ratio = normalizeJoint() - Math.log(rows);
    Arrays.fill(sums, 0);
    for (int at = 0; at < logDensities.length; at++) {
      int j = at % latents;
      logDensities[at] = Math.exp(logDensities[at] - largest[j]);
      sums[j] += logDensities[at];
    }
    for (int j = 0; j < latents; j++) {
      ratio -= largest[j] + Math.log(sums[j]) - Math.log(rows);
    }
    return ratio;
  }

  /** Makes weights that add up to 1 of the log densities; the log of their sum. */
  private double normalizeJoint() {
    double most = Double.NEGATIVE_INFINITY;
    for (double one : joint) {
      most = Math.max(most, one);
    }
    double sum = 0;
    for (int m = 0; m < rows; m++) {
      joint[m] = Math.exp(joint[m] - most);
      sum += joint[m];
    }
    for (int m = 0; m < rows; m++) {
      joint[m] /= sum;
    }
    return most + Math.log(sum);
  }

  private void addGradients(int row, double[] logStddev) {
    for (int at = 0; at < logDensities.length; at++) {
      int j = at % latents;
      double weight = (joint[at / latents] - logDensities[at] / sums[j]) / rows;
      double byPlace = weight * noises[at] * Math.exp(-logStddev[at]);
      byZ[row * latents + j] -= byPlace;
      byMean[at] += byPlace;
      byLogStddev[at] += weight * (noises[at] * noises[at] - 1);
    }
  }

  /** Of the estimate measured last, by z at fixed means and deviations. */
  public double[] byZ() {
    return byZ;
  }

  /** By the means at a fixed z. */
  public double[] byMean() {
    return byMean;
  }

  /** By the log standard deviations at a fixed z. */
  public double[] byLogStddev() {
    return byLogStddev;
  }
}

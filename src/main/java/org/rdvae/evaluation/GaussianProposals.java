package org.rdvae.evaluation;

import org.rdvae.distribution.DiagonalGaussian;
import org.rdvae.random.RandomStream;

/**
 * From a diagonal Gaussian posterior, against a standard normal prior: in double, and without a
 * logarithm, as both densities share their constants.
 */
final class GaussianProposals implements Proposals {
  private final int latents;
  private final float[] mean;
  private final float[] logStddev;
  private final float[] z;
  private final double[] logRatios;

  /**
   * @param mean of the images encoded last
   * @param logStddev likewise
   */
  GaussianProposals(int rows, int latents, float[] mean, float[] logStddev) {
    this.latents = latents;
    this.mean = mean;
    this.logStddev = logStddev;
    z = new float[rows * latents];
    logRatios = new double[rows];
  }

  @Override
  public boolean hasGaussianRate() {
    return true;
  }

  @Override
  public void add(int row, int image, RandomStream noise) {
    double logRatio = 0;
    for (int j = 0; j < latents; j++) {
      double m = mean[image * latents + j];
      double s = logStddev[image * latents + j];
      double epsilon = noise.nextGaussian();
      double value = DiagonalGaussian.sample(m, s, epsilon);
      logRatio += 0.5 * (epsilon * epsilon - value * value) + s;
      z[row * latents + j] = (float) value;
    }
    logRatios[row] = logRatio;
  }

  @Override
  public void finish(int count) {}

  @Override
  public float[] z() {
    return z;
  }

  @Override
  public double[] logRatios() {
    return logRatios;
  }
}

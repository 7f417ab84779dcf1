package org.rdvae.evaluation;

import org.rdvae.model.VaeSession;
import org.rdvae.random.RandomStream;

/**
 * From a diagonal Gaussian posterior, against a standard normal prior: in double, and without a
 * logarithm, as both densities share their constants.
 */
final class GaussianProposals implements Proposals {
  private final VaeSession session;
  private final int latents;
  private final float[] mean;
  private final float[] logStddev;
  private final double[] means;
  private final double[] stddevs;
  private final float[] z;
  private final double[] logRatios;
  private double logStddevSum;

  /**
   * @param mean of the images encoded last
   * @param logStddev likewise
   */
  GaussianProposals(VaeSession session, float[] mean, float[] logStddev) {
    this.session = session;
    latents = session.architecture().latents();
    this.mean = mean;
    this.logStddev = logStddev;
    means = new double[latents];
    stddevs = new double[latents];
    z = new float[session.rows() * latents];
    logRatios = new double[session.rows()];
  }

  @Override
  public boolean hasGaussianRate() {
    return true;
  }

  @Override
  public void select(int image) {
    logStddevSum = 0;
    for (int j = 0; j < latents; j++) {
      double log = logStddev[image * latents + j];
      means[j] = mean[image * latents + j];
      stddevs[j] = Math.exp(log);
      logStddevSum += log;
    }
  }

  @Override
  public void add(int row, RandomStream noise) {
    double squares = 0;
    for (int j = 0; j < latents; j++) {
      double epsilon = noise.nextGaussian();
      double value = means[j] + stddevs[j] * epsilon;
      squares += epsilon * epsilon - value * value;
      z[row * latents + j] = (float) value;
    }
    logRatios[row] = 0.5 * squares + logStddevSum;
  }

  @Override
  public void finish(int count) {}

  @Override
  public void distortion(float[] targets, int count, double[] distortions) {
    session.distortion(z, targets, count, distortions);
  }

  @Override
  public float[] z() {
    return z;
  }

  @Override
  public double[] logRatios() {
    return logRatios;
  }
}

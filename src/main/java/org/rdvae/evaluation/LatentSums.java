package org.rdvae.evaluation;

import org.rdvae.distribution.DiagonalGaussian;

/**
 * What each latent variable did on a set of images: the average of its rate, and the variance of
 * its posterior mean, by which it counts as active or not.
 *
 * <p>Burda, Grosse and Salakhutdinov, Importance Weighted Autoencoders, ICLR 2016, section 5.2,
 * arXiv:1509.00519.
 */
public final class LatentSums {
  private static final double ACTIVE_VARIANCE = 0.01;

  private final double[] means;
  private final double[] squares;
  private final double[] rates;
  private int count;

  public LatentSums(int latents) {
    means = new double[latents];
    squares = new double[latents];
    rates = new double[latents];
  }

  /**
   * Adds the posterior of one image, whose values begin at {@code from}.
   *
   * @return its rate, over all latents
   */
  public double add(float[] mean, float[] logStddev, int from) {
    double imageRate = 0;
    for (int j = 0; j < means.length; j++) {
      double m = mean[from + j];
      double rate = DiagonalGaussian.rate(m, logStddev[from + j]);
      means[j] += m;
      squares[j] += m * m;
      rates[j] += rate;
      imageRate += rate;
    }
    count++;
    return imageRate;
  }

  public int latents() {
    return means.length;
  }

  /** Images added. */
  public int count() {
    return count;
  }

  /** KL(q(z|x) || p(z)) of one latent in nats, averaged over the images. */
  public double rate(int latent) {
    return rates[latent] / count;
  }

  /** Variance of a latent's posterior mean over the images. */
  public double meanVariance(int latent) {
    double center = means[latent] / count;
    return squares[latent] / count - center * center;
  }

  /** Whether a latent's posterior mean varies over the images with a variance above 0.01. */
  public boolean isActive(int latent) {
    return meanVariance(latent) > ACTIVE_VARIANCE;
  }
}

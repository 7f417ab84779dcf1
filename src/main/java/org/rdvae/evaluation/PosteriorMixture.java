package org.rdvae.evaluation;

import java.util.Arrays;
import org.rdvae.distribution.DiagonalGaussian;
import org.rdvae.random.RandomStream;

/**
 * The aggregate posterior of N images, q(z) = 1/N Σ_n q(z|x_n), of diagonal Gaussians: what the
 * codes of all images together look like, and what the prior should be. In double and in nats.
 *
 * <p>Hoffman and Johnson, ELBO surgery, 2016.
 */
final class PosteriorMixture {
  private final int images;
  private final int latents;
  private final double[] means;
  private final double[] logStddevs;
  private final double[] precisions;
  private final double[] logDensities;
  private final double[] largest;
  private final double[][] ofLatents;

  /** Rows of latents, one for each image. */
  PosteriorMixture(double[] means, double[] logStddevs, int latents) {
    this.means = means;
    this.logStddevs = logStddevs;
    this.latents = latents;
    images = means.length / latents;
    precisions = Arrays.stream(logStddevs).map(log -> Math.exp(-log)).toArray();
    logDensities = new double[images];
    largest = new double[latents];
    ofLatents = new double[latents][images];
  }

  /**
   * Draws from the posterior of one image.
   *
   * @param z written
   */
  void draw(int image, RandomStream stream, double[] z) {
    for (int j = 0; j < latents; j++) {
      int at = image * latents + j;
      z[j] = DiagonalGaussian.sample(means[at], logStddevs[at], stream.nextGaussian());
    }
  }

  /** Computes the densities at z that the other methods tell. */
  void measure(double[] z) {
    Arrays.fill(largest, Double.NEGATIVE_INFINITY);
    for (int n = 0; n < images; n++) {
      double sum = 0;
      for (int j = 0; j < latents; j++) {
        int at = n * latents + j;
        double noise = (z[j] - means[at]) * precisions[at];
        double one = -0.5 * noise * noise - logStddevs[at] + DiagonalGaussian.logDensity(0, 0, 0);
        ofLatents[j][n] = one;
        largest[j] = Math.max(largest[j], one);
        sum += one;
      }
      logDensities[n] = sum;
    }
  }

  /** ln q(z). */
  double logDensity() {
    return logMean(logDensities, Arrays.stream(logDensities).max().orElseThrow());
  }

  /** ln q(z|x) of one image. */
  double logDensity(int image) {
    return logDensities[image];
  }

  /** Σ_j ln q(z_j), the aggregate posteriors of single latent variables. */
  double logDensityOfSingleLatents() {
    double sum = 0;
    for (int j = 0; j < latents; j++) {
      sum += logMean(ofLatents[j], largest[j]);
    }
    return sum;
  }

  private static double logMean(double[] logs, double most) {
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp(log - most);
    }
    return most + Math.log(sum / logs.length);
  }
}

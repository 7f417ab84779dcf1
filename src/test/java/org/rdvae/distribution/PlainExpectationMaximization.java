package org.rdvae.distribution;

/** Expectation maximisation for a mixture of diagonal Gaussians, as the textbooks have it. */
final class PlainExpectationMaximization {
  private final float[] points;
  private final int latents;
  private final double[][] shares;
  private GaussianMixture mixture;

  PlainExpectationMaximization(float[] points, int latents, int components, int[] componentOf) {
    this.points = points;
    this.latents = latents;
    shares = new double[componentOf.length][components];
    for (int n = 0; n < componentOf.length; n++) {
      shares[n][componentOf[n]] = 1;
    }
    maximize();
  }

  void step() {
    for (int n = 0; n < shares.length; n++) {
      double[] joint = mixture.logWeights().clone();
      for (int k = 0; k < joint.length; k++) {
        for (int j = 0; j < latents; j++) {
          int at = k * latents + j;
          joint[k] +=
              DiagonalGaussian.logDensity(
                  points[n * latents + j], mixture.means()[at], mixture.logStddevs()[at]);
        }
      }
      shares[n] = Softmax.of(joint, 0, joint.length);
    }
    maximize();
  }

  private void maximize() {
    int components = shares[0].length;
    double[] logWeights = new double[components];
    double[] means = new double[components * latents];
    double[] logStddevs = new double[components * latents];
    for (int k = 0; k < components; k++) {
      double count = 0;
      for (double[] share : shares) {
        count += share[k];
      }
      logWeights[k] = Math.log(count / shares.length);
      for (int j = 0; j < latents; j++) {
        int at = k * latents + j;
        double variance = 0;
        for (int n = 0; n < shares.length; n++) {
          means[at] += shares[n][k] * points[n * latents + j] / count;
        }
        for (int n = 0; n < shares.length; n++) {
          variance += shares[n][k] * Math.pow(points[n * latents + j] - means[at], 2) / count;
        }
        logStddevs[at] = 0.5 * Math.log(variance);
      }
    }
    mixture = new GaussianMixture(logWeights, means, logStddevs);
  }

  GaussianMixture mixture() {
    return mixture;
  }
}

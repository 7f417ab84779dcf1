package org.rdvae.distribution;

import org.rdvae.random.RandomStream;

/**
 * A mixture of K diagonal Gaussians over L latent variables, in plain double arithmetic:
 *
 * <pre>
 * log p(z) = log Σ_k w_k Π_j N(z_j; m_kj, σ_kj²)
 * </pre>
 *
 * <p>Draws pick a component by its weight, then z = m + temperature σ ε.
 *
 * @param logWeights log w of each component; their exponentials sum to 1
 * @param means rows of latents, one for each component
 * @param logStddevs natural log of σ, likewise
 */
public record GaussianMixture(double[] logWeights, double[] means, double[] logStddevs) {

  /** With weights proportional to the exponentials of {@code logits}. */
  static GaussianMixture ofLogits(double[] logits, double[] means, double[] logStddevs) {
    double total = Softmax.logSumExp(logits, 0, logits.length);
    double[] logWeights = new double[logits.length];
    for (int k = 0; k < logWeights.length; k++) {
      logWeights[k] = logits[k] - total;
    }
    return new GaussianMixture(logWeights, means, logStddevs);
  }

  public int components() {
    return logWeights.length;
  }

  public int latents() {
    return means.length / logWeights.length;
  }

  /** log p(z) in nats of one row of latents. */
  public double logDensity(double[] z) {
    int latents = latents();
    double[] joint = new double[components()];
    for (int k = 0; k < joint.length; k++) {
      joint[k] = logWeights[k];
      for (int j = 0; j < latents; j++) {
        int at = k * latents + j;
        joint[k] += DiagonalGaussian.logDensity(z[j], means[at], logStddevs[at]);
      }
    }
    return Softmax.logSumExp(joint, 0, joint.length);
  }

  /**
   * Draws rows of latents.
   *
   * @param temperature factor on the distance from the mean of the component that was picked
   */
  public void draw(RandomStream stream, double temperature, int count, float[] z) {
    int latents = latents();
    for (int row = 0; row < count; row++) {
      int component = pick(stream.nextUniform());
      for (int j = 0; j < latents; j++) {
        int at = component * latents + j;
        z[row * latents + j] =
            (float)
                DiagonalGaussian.sample(
                    means[at], logStddevs[at], temperature * stream.nextGaussian());
      }
    }
  }

  private int pick(double uniform) {
    double sum = 0;
    int last = components() - 1;
    for (int k = 0; k < last; k++) {
      sum += Math.exp(logWeights[k]);
      if (uniform < sum) {
        return k;
      }
    }
    return last;
  }
}

package org.rdvae.distribution;

import java.util.Arrays;

/**
 * A mixture of K diagonal Gaussians fitted to points z_n by coordinate-ascent variational
 * inference: the responsibilities r_nk of the components for the points and the {@link
 * MixtureBelief} of the parameters in turn, each the best one given the other,
 *
 * <pre>
 * r_nk   proportional to exp E log (w_k N(z_n; m_k, σ_k²))
 * belief by count_k = Σ_n r_nk, mean and sum of squares of the points weighted by r_nk
 *
 * ELBO = Σ_n log Σ_k exp E log (w_k N(z_n; m_k, σ_k²)) − KL(q(w, m, λ) || p(w, m, λ))
 * </pre>
 *
 * <p>The ELBO is that after the responsibilities are at their best, where their entropy makes the
 * sum of exponentials of it; it never falls. With ever more points of the same distribution the
 * belief becomes a single point and the steps become those of expectation maximisation.
 *
 * <p>Responsibilities are not kept: one pass over the points makes them, and what the belief needs
 * of them. Blei, Kucukelbir and McAuliffe, Variational Inference: A Review for Statisticians, JASA
 * 2017, arXiv:1601.00670, sections 2.4 and 3; Bishop, Pattern Recognition and Machine Learning,
 * 2006, section 10.2.
 */
public final class VariationalMixture {
  /** What a component has of a point counts from here on: a million points less is none. */
  private static final double NEGLIGIBLE = 1e-12;

  private final float[] points;
  private final int latents;
  private final int count;
  private final int components;
  private final MixtureBelief belief;
  private final double[] counts;
  private final double[] shifts;
  private final double[] squares;

  /**
   * Starts with components at points that are drawn one by one, each by the squared distance from
   * those before it (Arthur and Vassilvitskii, k-means++, SODA 2007), and every point given to the
   * nearest.
   *
   * @param points rows of latents; at least as many as components
   */
  public VariationalMixture(float[] points, int latents, int components, long seed) {
    this(points, latents, components);
    double[] scales = new double[latents];
    for (int j = 0; j < latents; j++) {
      scales[j] = 1 / variance(j, mean(j));
    }
    start(new MixtureStart(points, scales).nearest(components, seed));
  }

  /** Starts with every point given to a component. */
  VariationalMixture(float[] points, int latents, int components, int[] componentOf) {
    this(points, latents, components);
    start(componentOf);
  }

  private VariationalMixture(float[] points, int latents, int components) {
    this.points = points;
    this.latents = latents;
    this.components = components;
    count = points.length / latents;
    counts = new double[components];
    shifts = new double[components * latents];
    squares = new double[components * latents];
    double[] mean = new double[latents];
    double[] variance = new double[latents];
    for (int j = 0; j < latents; j++) {
      mean[j] = mean(j);
      variance[j] = variance(j, mean[j]);
    }
    belief = new MixtureBelief(components, mean, variance);
  }

  private double mean(int latent) {
    double sum = 0;
    for (int at = latent; at < points.length; at += latents) {
      sum += points[at];
    }
    return sum / count;
  }

  /** Never 0, which a latent variable of one value would have. */
  private double variance(int latent, double mean) {
    double sum = 0;
    for (int at = latent; at < points.length; at += latents) {
      sum += (points[at] - mean) * (points[at] - mean);
    }
    return Math.max(sum / count, 1e-12);
  }

  private void start(int[] componentOf) {
    for (int n = 0; n < count; n++) {
      give(n, componentOf[n], 1, 0);
    }
    takeIn(0);
  }

  /** Adds a point's share to the sums about a component's center, or about 0. */
  private void give(int point, int component, double share, double centered) {
    counts[component] += share;
    for (int j = 0; j < latents; j++) {
      int at = component * latents + j;
      double distance = points[point * latents + j] - centered * belief.center(at);
      shifts[at] += share * distance;
      squares[at] += share * distance * distance;
    }
  }

  /**
   * Takes the sums in, and leaves zeros.
   *
   * @param centered 1 for sums about the centers, 0 for sums about 0
   */
  private void takeIn(double centered) {
    for (int k = 0; k < components; k++) {
      for (int at = k * latents; at < (k + 1) * latents; at++) {
        double shift = counts[k] > 0 ? shifts[at] / counts[k] : 0;
        squares[at] = Math.max(0, squares[at] - counts[k] * shift * shift);
        shifts[at] = centered * belief.center(at) + shift;
      }
      belief.update(k, counts[k], shifts, squares);
    }
    Arrays.fill(counts, 0);
    Arrays.fill(shifts, 0);
    Arrays.fill(squares, 0);
  }

  /**
   * Brings the responsibilities and then the belief to their best.
   *
   * @return the ELBO between the two, in nats
   */
  public double sweep() {
    double[] constants = new double[components];
    double[] halfPrecisions = new double[components * latents];
    for (int k = 0; k < components; k++) {
      constants[k] = belief.constant(k);
      for (int j = 0; j < latents; j++) {
        halfPrecisions[k * latents + j] = belief.halfPrecision(k, j);
      }
    }
    double elbo = -belief.divergence();
    double[] joint = new double[components];
    for (int n = 0; n < count; n++) {
      for (int k = 0; k < components; k++) {
        joint[k] = constants[k];
        for (int j = 0; j < latents; j++) {
          double distance = points[n * latents + j] - belief.center(k * latents + j);
          joint[k] -= halfPrecisions[k * latents + j] * distance * distance;
        }
      }
      double logSum = Softmax.logSumExp(joint, 0, components);
      elbo += logSum;
      for (int k = 0; k < components; k++) {
        double share = Math.exp(joint[k] - logSum);
        if (share > NEGLIGIBLE) {
          give(n, k, share, 1);
        }
      }
    }
    takeIn(1);
    return elbo;
  }

  /** The mixture that is believed in now, without components that no point needs. */
  public GaussianMixture mixture() {
    return belief.mixture();
  }
}

package org.rdvae.model;

import java.util.Arrays;
import java.util.List;
import org.rdvae.distribution.DiagonalGaussian;

/**
 * The whole bound of an autoencoder of several dense levels as plain loops over double, in terms of
 * z itself: conditional Gaussians p(z|z above) and q(z|x, z above), their densities and divergence,
 * without the variables relative to the prior that the planned model works with.
 */
record PlainHierarchy(ModelSettings settings, Architecture architecture) {

  /**
   * Of rows of images and of noise.
   *
   * @param distortions of each row
   * @param divergences KL(q || p) of each level, row and variable
   * @param logRatios log p − log q of each level and row
   */
  record Parts(double[] distortions, double[][] divergences, double[][] logRatios) {}

  private PlainVae plain() {
    return new PlainVae(settings, architecture);
  }

  Parts parts(double[] parameters, double[] images, double[] noise) {
    int rows = images.length / architecture.pixels();
    List<ModelSettings.Level> above = settings.latent().above();
    int top = above.size();
    double[][] features = new double[top + 1][];
    features[0] = plain().network(parameters, "encoder", settings.encoder(), images, rows);
    for (int i = 0; i < top; i++) {
      String name = "latent.above." + i + ".encoder";
      features[i + 1] =
          plain().network(parameters, name, above.get(i).encoder(), features[i], rows);
    }
    double[][] divergences = new double[top + 1][];
    double[][] logRatios = new double[top + 1][];
    double[] state = null;
    for (int level = top; level >= 0; level--) {
      int size = architecture.latents(level);
      double[] priorMean = new double[rows * size];
      double[] priorLog = new double[rows * size];
      double[] known = null;
      double[] seen = features[level];
      String posterior = "posterior.";
      if (level < top) {
        String name = "latent.above." + level;
        known =
            plain().network(parameters, name + ".decoder", above.get(level).decoder(), state, rows);
        priorMean = plain().linear(parameters, name + ".prior.mean", known, rows, size);
        priorLog = plain().linear(parameters, name + ".prior.log-stddev", known, rows, size);
        seen =
            plain()
                .network(
                    parameters,
                    name + ".joined",
                    above.get(level).joined(),
                    sideBySide(features[level], known, rows),
                    rows);
        posterior = name + ".posterior.";
      }
      double[] mean = plain().linear(parameters, posterior + "mean", seen, rows, size);
      double[] log = plain().linear(parameters, posterior + "log-stddev", seen, rows, size);
      double[] z = new double[rows * size];
      divergences[level] = new double[rows * size];
      logRatios[level] = new double[rows];
      for (int i = 0; i < z.length; i++) {
        int row = i / size;
        if (level < top) {
          priorLog[i] = 5 * Math.tanh(priorLog[i] / 5);
          log[i] = 5 * Math.tanh(log[i] / 5);
        }
        mean[i] = priorMean[i] + Math.exp(priorLog[i]) * mean[i];
        log[i] += priorLog[i];
        double epsilon = noise[row * architecture.latents() + before(level) + i % size];
        z[i] = DiagonalGaussian.sample(mean[i], log[i], epsilon);
        divergences[level][i] = divergence(mean[i], log[i], priorMean[i], priorLog[i]);
        logRatios[level][row] +=
            DiagonalGaussian.logDensity(z[i], priorMean[i], priorLog[i])
                - DiagonalGaussian.logDensity(z[i], mean[i], log[i]);
      }
      state = known == null ? z : sideBySide(known, z, rows);
    }
    double[] decoded = plain().network(parameters, "decoder", settings.decoder(), state, rows);
    double[] logits =
        plain().linear(parameters, "likelihood.logits", decoded, rows, architecture.pixels());
    return new Parts(plain().distortions(logits, images), divergences, logRatios);
  }

  private int before(int level) {
    int sum = 0;
    for (int below = 0; below < level; below++) {
      sum += architecture.latents(below);
    }
    return sum;
  }

  /** KL(N(m, s²) || N(n, t²)) as textbooks write it. */
  private static double divergence(double m, double logS, double n, double logT) {
    double s = Math.exp(logS);
    double t = Math.exp(logT);
    return logT - logS + (s * s + (m - n) * (m - n)) / (2 * t * t) - 0.5;
  }

  private static double[] sideBySide(double[] left, double[] right, int rows) {
    int a = left.length / rows;
    int b = right.length / rows;
    double[] both = new double[rows * (a + b)];
    for (int row = 0; row < rows; row++) {
      System.arraycopy(left, row * a, both, row * (a + b), a);
      System.arraycopy(right, row * b, both, row * (a + b) + a, b);
    }
    return both;
  }

  /** Mean distortion + beta * sum over variables of max(free, mean divergence). */
  double closedForm(
      double[] parameters, double[] rowImages, double[] noise, double beta, double freeNats) {
    Parts parts = parts(parameters, rowImages, noise);
    int rows = parts.distortions.length;
    double loss = Arrays.stream(parts.distortions).average().orElseThrow();
    for (int level = 0; level < architecture.levels(); level++) {
      double[] means = new double[architecture.latents(level)];
      for (int i = 0; i < parts.divergences[level].length; i++) {
        means[i % means.length] += parts.divergences[level][i] / rows;
      }
      for (double mean : means) {
        loss += beta * Math.max(mean, freeNats);
      }
    }
    return loss;
  }

  /** Mean distortion + the sum over levels of max(free, mean divergence). */
  double freeByLevel(double[] parameters, double[] images, double[] noise, double freeNats) {
    Parts parts = parts(parameters, images, noise);
    int rows = parts.distortions.length;
    double loss = Arrays.stream(parts.distortions).average().orElseThrow();
    for (double[] level : parts.divergences) {
      loss += Math.max(Arrays.stream(level).sum() / rows, freeNats);
    }
    return loss;
  }

  /** log p(x|z) + beta (log p(z) − log q(z|x)) of each row. */
  double[] logWeights(double[] parameters, double[] rowImages, double[] noise, double beta) {
    Parts parts = parts(parameters, rowImages, noise);
    double[] weights = new double[parts.distortions.length];
    for (int row = 0; row < weights.length; row++) {
      weights[row] = -parts.distortions[row];
      for (double[] level : parts.logRatios) {
        weights[row] += beta * level[row];
      }
    }
    return weights;
  }
}

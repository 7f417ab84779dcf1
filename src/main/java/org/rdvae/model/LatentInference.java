package org.rdvae.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.rdvae.distribution.MomentsOfSamples;
import org.rdvae.distribution.Posterior;
import org.rdvae.distribution.PosteriorHead;
import org.rdvae.distribution.PosteriorPlace;
import org.rdvae.distribution.SampledPosterior;
import org.rdvae.network.ParameterTensors;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Tensor;

/**
 * What a session does with latent variables: draw them from the posteriors of encoded images or
 * from the prior, with their log densities. Its rows are its own, so that a row can be a sample of
 * any of the images that the encoder saw last.
 */
final class LatentInference {
  private final Architecture architecture;
  private final PlannedEncoder encoder;
  private final List<Tensor> heads = new ArrayList<>();
  private final SampledPosterior posterior;
  private final PriorInference prior;
  private final LowerInference[] lower;
  private final Tensor state;
  private final double[][] levelRatios;
  private final int rows;
  private final float[] host;
  private final float[] drawn;

  /**
   * @param images what the encoder reads
   */
  LatentInference(
      Kernels kernels,
      Architecture architecture,
      ParameterTensors parameters,
      Tensor images,
      PlannedEncoder encoder) {
    this.architecture = architecture;
    this.encoder = encoder;
    rows = images.rows();
    LevelFamily top = architecture.topFamily();
    Posterior family = top.posterior();
    int widest = architecture.latents();
    for (PosteriorHead head : family.heads(top.latents())) {
      heads.add(kernels.tensor(rows, head.units()));
      widest = Math.max(widest, head.units());
    }
    posterior =
        family.planSampled(
            new PosteriorPlace(
                kernels, Architecture.POSTERIOR, top.latents(), parameters, heads, null));
    prior = new PriorInference(kernels, architecture, parameters, images, encoder, posterior.z());
    List<LevelLink> links = architecture.hierarchy().links();
    lower = new LowerInference[links.size()];
    Tensor above = posterior.z();
    for (int i = lower.length - 1; i >= 0; i--) {
      lower[i] = new LowerInference(kernels, links.get(i), parameters, above);
      widest = Math.max(widest, links.get(i).features().size());
      above = lower[i].state();
    }
    state = above;
    levelRatios = new double[architecture.levels()][rows];
    host = new float[Math.multiplyExact(rows, widest)];
    drawn = new float[rows * top.latents()];
  }

  /** To be called whenever the parameters changed: a prior may look through the encoder. */
  void refresh() {
    prior.refresh();
  }

  /** What the decoder reads, after {@link #propose} or {@link #generate}. */
  Tensor state() {
    return state;
  }

  /**
   * Mean and log standard deviation of the posteriors of the images that the encoder saw last; of a
   * level below the top those given the means above it.
   *
   * @param count of images, at most as many as there are rows
   * @param at where to begin to write rows of latents
   */
  void moments(int count, float[] mean, float[] logStddev, int at) {
    if (lower.length == 0) {
      topMoments(count, mean, logStddev, at);
      return;
    }
    int top = lower.length;
    int size = architecture.latents(top);
    float[] topMean = new float[count * size];
    float[] topLogStddev = new float[count * size];
    topMoments(count, topMean, topLogStddev, 0);
    posterior.z().write(0, topMean, 0, count * size);
    scatter(topMean, top, count, mean, at);
    scatter(topLogStddev, top, count, logStddev, at);
    for (int level = top - 1; level >= 0; level--) {
      LowerInference inference = lower[level];
      Tensor features = encoder.features(level);
      int length = count * features.columns();
      features.read(0, host, 0, length);
      inference.features().write(0, host, 0, length);
      Arrays.fill(host, 0, count * inference.noise().columns(), 0);
      inference.noise().write(0, host, 0, count * inference.noise().columns());
      inference.infer();
      int latents = count * architecture.latents(level);
      inference.heads().get(0).read(0, host, 0, latents);
      scatter(host, level, count, mean, at);
      inference.heads().get(1).read(0, host, 0, latents);
      scatter(host, level, count, logStddev, at);
    }
  }

  private void topMoments(int count, float[] mean, float[] logStddev, int at) {
    architecture.posterior().moments(encoder.heads(), count, mean, logStddev, at);
    if (!(posterior instanceof MomentsOfSamples precise)) {
      return;
    }
    for (int i = 0; i < heads.size(); i++) {
      int length = count * heads.get(i).columns();
      encoder.heads().get(i).read(0, host, 0, length);
      heads.get(i).write(0, host, 0, length);
    }
    int noises = count * posterior.noise().columns();
    Arrays.fill(host, 0, noises, 0);
    posterior.noise().write(0, host, 0, noises);
    posterior.sample();
    posterior.logDensity();
    precise.moments(count, mean, logStddev, at);
  }

  /** From rows of one level to rows of all levels. */
  private void scatter(float[] ofLevel, int level, int count, float[] all, int at) {
    int size = architecture.latents(level);
    int from = at + first(level);
    for (int row = 0; row < count; row++) {
      System.arraycopy(ofLevel, row * size, all, from + row * architecture.latents(), size);
    }
  }

  /** Where a level begins in a row of latents. */
  private int first(int level) {
    int sum = 0;
    for (int below = 0; below < level; below++) {
      sum += architecture.latents(below);
    }
    return sum;
  }

  /**
   * Draws z from the posteriors of encoded images.
   *
   * @param imageOf the image of each row, by its place in what the encoder saw last
   * @param noise rows of as many numbers as latent variables
   * @param z written, rows of latents
   * @param logRatios written, log p(z) − log q(z|x) of each row
   */
  void propose(int[] imageOf, float[] noise, int count, float[] z, double[] logRatios) {
    int top = lower.length;
    for (int i = 0; i < heads.size(); i++) {
      gather(encoder.heads().get(i), imageOf, count, heads.get(i));
    }
    int firstNoise = architecture.latents() - posterior.noise().columns();
    writeNoise(noise, firstNoise, count, posterior.noise());
    posterior.sample();
    posterior.logDensity();
    prior.logDensity();
    readLevel(posterior.z(), top, count, z);
    for (int row = 0; row < count; row++) {
      levelRatios[top][row] = prior.logDensity(row) - posterior.logDensities().get(row);
      logRatios[row] = levelRatios[top][row];
    }
    for (int level = top - 1; level >= 0; level--) {
      LowerInference inference = lower[level];
      gather(encoder.features(level), imageOf, count, inference.features());
      firstNoise -= inference.noise().columns();
      writeNoise(noise, firstNoise, count, inference.noise());
      inference.infer();
      readLevel(inference.variables(), level, count, z);
      for (int row = 0; row < count; row++) {
        levelRatios[level][row] = inference.logRatio(row);
        logRatios[row] += levelRatios[level][row];
      }
    }
  }

  /** One level's part of log p(z) − log q(z|x) of a row proposed last. */
  double levelRatio(int level, int row) {
    return levelRatios[level][row];
  }

  private void gather(Tensor source, int[] imageOf, int count, Tensor target) {
    int units = source.columns();
    for (int row = 0; row < count; row++) {
      source.read(imageOf[row] * units, host, row * units, units);
    }
    target.write(0, host, 0, count * units);
  }

  private void writeNoise(float[] noise, int first, int count, Tensor target) {
    int all = architecture.latents();
    int size = target.columns();
    float[] part = new float[count * size];
    for (int row = 0; row < count; row++) {
      System.arraycopy(noise, row * all + first, part, row * size, size);
    }
    target.write(0, part, 0, count * size);
  }

  private void readLevel(Tensor source, int level, int count, float[] z) {
    source.read(0, host, 0, count * source.columns());
    scatter(host, level, count, z, 0);
  }

  /**
   * Takes rows of latents as they are, and makes of them what the decoder reads.
   *
   * @param first the place in the array where they begin
   */
  void generate(float[] z, int first, int count) {
    int top = lower.length;
    writeLevel(z, first, top, count, posterior.z());
    for (int level = top - 1; level >= 0; level--) {
      writeLevel(z, first, level, count, lower[level].variables());
      lower[level].generate();
    }
  }

  private void writeLevel(float[] z, int first, int level, int count, Tensor target) {
    int size = target.columns();
    int from = first + first(level);
    for (int row = 0; row < count; row++) {
      System.arraycopy(z, from + row * architecture.latents(), host, row * size, size);
    }
    target.write(0, host, 0, count * size);
  }

  /** log p(z) of rows of the top level's variables, in nats; at most as many as there are rows. */
  void logPrior(float[] z, int count, double[] logDensities) {
    writeLevel(z, 0, lower.length, count, posterior.z());
    prior.logDensity();
    for (int row = 0; row < count; row++) {
      logDensities[row] = prior.logDensity(row);
    }
  }

  /** Draws any number of rows from the prior. */
  void draw(RandomStream stream, double temperature, int count, float[] z) {
    int top = lower.length;
    int below = first(top);
    int latents = architecture.latents();
    for (int first = 0; first < count; first += rows) {
      int some = Math.min(rows, count - first);
      prior.draw(stream, temperature, some, drawn);
      scatter(drawn, top, some, z, first * latents);
      for (int row = first; below > 0 && row < first + some; row++) {
        for (int i = 0; i < below; i++) {
          z[row * latents + i] = (float) (temperature * stream.nextGaussian());
        }
      }
    }
  }
}

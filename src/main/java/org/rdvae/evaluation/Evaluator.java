package org.rdvae.evaluation;

import java.util.function.IntConsumer;
import org.rdvae.distribution.DiagonalGaussian;
import org.rdvae.model.VaeSession;
import org.rdvae.random.RandomStream;

/**
 * Measures a model on a set of images: the bound, its two parts, and the likelihood by importance
 * sampling. Sums run in double; every image has its own noise, so the result does not depend on how
 * many rows are computed at a time.
 */
public final class Evaluator {
  private static final ScoreListener NOBODY = (image, score) -> {};

  private final VaeSession session;
  private final int samples;
  private final long seed;
  private final RandomStream noise;
  private final int rows;
  private final int pixels;
  private final int latents;
  private final float[] images;
  private final float[] mean;
  private final float[] logStddev;

  // The decoder's batch: each row is one sample of one image.
  private final float[] z;
  private final float[] targets;
  private final double[] logRatios;
  private final double[] distortions;
  private int filled;

  private final ImportanceWeights weights;
  private final LatentSums latentSums;
  private final double[] imageRates;
  private ImageComplexity complexity;
  private double imageDistortion;
  private int scored;
  private double distortionSum;
  private double nllSum;
  private double nllSquares;
  private double nllVariances;

  /**
   * @param session open as long as this evaluator is used
   */
  public Evaluator(VaeSession session, int samples, long seed) {
    this.session = session;
    this.samples = samples;
    this.seed = seed;
    noise = new RandomStream(seed, RandomStream.Purpose.EVALUATION_NOISE);
    rows = session.rows();
    pixels = session.architecture().pixels();
    latents = session.architecture().latents();
    images = new float[rows * pixels];
    mean = new float[rows * latents];
    logStddev = new float[rows * latents];
    z = new float[rows * latents];
    targets = new float[rows * pixels];
    logRatios = new double[rows];
    distortions = new double[rows];
    weights = new ImportanceWeights(samples);
    latentSums = new LatentSums(latents);
    imageRates = new double[rows];
  }

  /**
   * Measures the first {@code count} images. An evaluator is used once.
   *
   * @param progress told the number of images done
   */
  public Evaluation evaluate(ImageSource set, int count, IntConsumer progress) {
    return evaluate(set, count, progress, NOBODY);
  }

  /**
   * The same, and every image's own score, of which the evaluation is the average.
   *
   * @param scores told of an image before {@code progress} is
   */
  public Evaluation evaluate(
      ImageSource set, int count, IntConsumer progress, ScoreListener scores) {
    boolean isDiscrete = session.architecture().likelihood().isDiscrete();
    complexity = isDiscrete && scores != NOBODY ? new ImageComplexity(pixels) : null;
    for (int first = 0; first < count; first += rows) {
      int some = Math.min(rows, count - first);
      set.fill(first, some, images);
      session.encode(images, some, mean, logStddev);
      for (int image = 0; image < some; image++) {
        imageRates[image] = latentSums.add(mean, logStddev, image * latents);
        noise.at(0, first + image);
        for (int sample = 0; sample < samples; sample++) {
          addSample(image);
          if (filled == rows) {
            decode(scores);
          }
        }
      }
      decode(scores);
      progress.accept(first + some);
    }
    return result(count);
  }

  /**
   * Draws z of one row; log p(z) - log q(z|x) needs no logarithms, as both densities share their
   * constants.
   */
  private void addSample(int image) {
    double logRatio = 0;
    for (int j = 0; j < latents; j++) {
      double m = mean[image * latents + j];
      double s = logStddev[image * latents + j];
      double epsilon = noise.nextGaussian();
      double value = DiagonalGaussian.sample(m, s, epsilon);
      logRatio += 0.5 * (epsilon * epsilon - value * value) + s;
      z[filled * latents + j] = (float) value;
    }
    logRatios[filled] = logRatio;
    System.arraycopy(images, image * pixels, targets, filled * pixels, pixels);
    filled++;
  }

  /** Rows come image by image, so an image's samples are complete before the next one's begin. */
  private void decode(ScoreListener scores) {
    session.distortion(z, targets, filled, distortions);
    for (int row = 0; row < filled; row++) {
      distortionSum += distortions[row] / samples;
      imageDistortion += distortions[row] / samples;
      weights.add(logRatios[row] - distortions[row]);
      if (weights.isFull()) {
        double nll = weights.nll();
        nllSum += nll;
        nllSquares += nll * nll;
        nllVariances += weights.variance();
        weights.clear();
        scores.scored(scored, score(nll));
        imageDistortion = 0;
        scored++;
      }
    }
    filled = 0;
  }

  private ImageScore score(double nll) {
    int image = scored % rows;
    double nats = complexity == null ? Double.NaN : complexity.nats(images, image * pixels);
    return new ImageScore(nll, imageRates[image], imageDistortion, nats);
  }

  private Evaluation result(int count) {
    double rate = 0;
    double[] rateByLatent = new double[latents];
    int active = 0;
    for (int j = 0; j < latents; j++) {
      rateByLatent[j] = latentSums.rate(j);
      rate += rateByLatent[j];
      if (latentSums.isActive(j)) {
        active++;
      }
    }
    double nll = nllSum / count;
    // Of a single image the sample variance is 0 / 0, but rounding may make it anything.
    double variance =
        count < 2 ? Double.NaN : Math.max(0, nllSquares / count - nll * nll) * count / (count - 1);
    return new Evaluation(
        count,
        samples,
        seed,
        rate,
        distortionSum / count,
        nll,
        Math.sqrt(variance / count),
        Math.sqrt(nllVariances) / count,
        active,
        rateByLatent,
        pixels,
        session.architecture().likelihood().isDiscrete());
  }
}

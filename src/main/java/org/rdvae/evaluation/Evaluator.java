package org.rdvae.evaluation;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import org.rdvae.data.ValueKind;
import org.rdvae.distribution.Likelihood;
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
  private final IntFunction<RandomStream> noises;
  private final boolean hasGaussianRate;
  private final int rows;
  private final int pixels;
  private final int latents;
  private final float[] images;
  private final float[] mean;
  private final float[] logStddev;

  // The decoder's batch: each row is one sample of one image.
  private final Proposals proposals;
  private final float[] targets;
  private final double[] distortions;
  private final int[] targetClasses;
  private int[] imageClasses;
  private int filled;

  private final ImportanceWeights weights;
  private final LatentSums latentSums;
  private final double[] imageRates;
  private final double[] levelRates;
  private ImageComplexity complexity;
  private double imageDistortion;
  private int scored;
  private double distortionSum;
  private double rateSum;
  private double nllSum;
  private double nllSquares;
  private double nllVariances;

  /**
   * @param session open as long as this evaluator is used
   */
  public Evaluator(VaeSession session, int samples, long seed) {
    this(session, samples, seed, streams(seed));
  }

  /**
   * With noise that does not depend on an image's place in the set.
   *
   * @param seed what the evaluation says about its noise
   * @param noises the stream of each image, at its beginning, by the image's place
   */
  public Evaluator(VaeSession session, int samples, long seed, IntFunction<RandomStream> noises) {
    this.session = session;
    this.samples = samples;
    this.seed = seed;
    this.noises = noises;
    rows = session.rows();
    pixels = session.architecture().pixels();
    latents = session.architecture().latents();
    images = new float[rows * pixels];
    mean = new float[rows * latents];
    logStddev = new float[rows * latents];
    proposals = Proposals.of(session, mean, logStddev);
    hasGaussianRate = proposals.hasGaussianRate();
    targets = new float[rows * pixels];
    distortions = new double[rows];
    targetClasses = new int[rows];
    weights = new ImportanceWeights(samples);
    latentSums = new LatentSums(latents);
    imageRates = new double[rows];
    levelRates = new double[session.architecture().levels()];
  }

  private static IntFunction<RandomStream> streams(long seed) {
    RandomStream stream = stream(seed);
    return image -> stream.at(0, image);
  }

  /** The noise of an image that is the first or only one of its set. */
  public static RandomStream stream(long seed) {
    return new RandomStream(seed, RandomStream.Purpose.EVALUATION_NOISE).at(0, 0);
  }

  /**
   * Measures the first {@code count} images. An evaluator is used once.
   *
   * @param progress told the number of images done, after every batch of the decoder
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
    Likelihood likelihood = session.architecture().likelihood();
    boolean ofImages = likelihood.isDiscrete() && !likelihood.takes(ValueKind.COUNTS);
    complexity = ofImages && scores != NOBODY ? new ImageComplexity(pixels) : null;
    for (int first = 0; first < count; first += rows) {
      int some = Math.min(rows, count - first);
      set.fill(first, some, images);
      imageClasses = set.classes(first, some);
      session.classes(imageClasses);
      session.encode(images, some, mean, logStddev);
      for (int image = 0; image < some; image++) {
        double rate = latentSums.add(mean, logStddev, image * latents);
        imageRates[image] = hasGaussianRate ? rate : 0;
        RandomStream noise = noises.apply(first + image);
        proposals.select(image);
        for (int sample = 0; sample < samples; sample++) {
          addSample(image, noise);
          if (filled == rows) {
            decode(scores);
            progress.accept(scored);
          }
        }
      }
      if (filled > 0) {
        decode(scores);
        progress.accept(scored);
      }
    }
    return result(count);
  }

  private void addSample(int image, RandomStream noise) {
    proposals.add(filled, noise);
    if (imageClasses.length > 0) {
      targetClasses[filled] = imageClasses[image];
    }
    System.arraycopy(images, image * pixels, targets, filled * pixels, pixels);
    filled++;
  }

  /** Rows come image by image, so an image's samples are complete before the next one's begin. */
  private void decode(ScoreListener scores) {
    proposals.finish(filled);
    session.classes(imageClasses.length > 0 ? targetClasses : imageClasses);
    proposals.distortion(targets, filled, distortions);
    for (int row = 0; row < filled; row++) {
      double logRatio = proposals.logRatios()[row];
      if (!hasGaussianRate) {
        imageRates[scored % rows] -= logRatio / samples;
        addLevelRates(row);
      }
      distortionSum += distortions[row] / samples;
      imageDistortion += distortions[row] / samples;
      weights.add(logRatio - distortions[row]);
      if (weights.isFull()) {
        double nll = weights.nll();
        nllSum += nll;
        nllSquares += nll * nll;
        nllVariances += weights.variance();
        weights.clear();
        rateSum += imageRates[scored % rows];
        scores.scored(scored, score(nll));
        imageDistortion = 0;
        scored++;
      }
    }
    filled = 0;
  }

  private void addLevelRates(int row) {
    for (int level = 0; level < levelRates.length; level++) {
      levelRates[level] -= session.levelRatio(level, row) / samples;
    }
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
      rateByLatent[j] = hasGaussianRate ? latentSums.rate(j) : Double.NaN;
      rate += rateByLatent[j];
      if (latentSums.isActive(j)) {
        active++;
      }
    }
    if (hasGaussianRate) {
      levelRates[0] = rate * count;
    }
    double nll = nllSum / count;
    // Of a single image the sample variance is 0 / 0, but rounding may make it anything.
    double variance =
        count < 2 ? Double.NaN : Math.max(0, nllSquares / count - nll * nll) * count / (count - 1);
    return new Evaluation(
        count,
        samples,
        seed,
        hasGaussianRate ? rate : rateSum / count,
        distortionSum / count,
        nll,
        Math.sqrt(variance / count),
        Math.sqrt(nllVariances) / count,
        active,
        rateByLatent,
        Arrays.stream(levelRates).map(sum -> sum / count).toArray(),
        pixels,
        session.architecture().likelihood().isDiscrete());
  }
}

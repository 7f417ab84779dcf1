package org.rdvae.evaluation;

import java.util.function.IntConsumer;
import org.rdvae.distribution.DiagonalGaussianPosterior;
import org.rdvae.model.Architecture;
import org.rdvae.model.VaeSession;
import org.rdvae.random.RandomStream;

/**
 * Estimates {@link AggregateDivergences} of a model of one level of diagonal Gaussians, against
 * whatever prior it has. Samples z of q and of p give
 *
 * <pre>
 * KL(q || p)   mean of ln q − ln p over those of q
 * KL(p || q)   mean of ln p − ln q over those of p
 * ∫ p^a q^(1−a)   mean of p^a q^(1−a) / m over both, m = ½ p + ½ q
 * </pre>
 *
 * <p>The last is a mean under the mixture m of numbers between 0 and 2, so that its error can be
 * trusted however far q and p are apart; under p or q alone it could not.
 */
public final class DivergenceEstimator {
  private static final int OF_POSTERIOR = 1;
  private static final int OF_PRIOR = 2;

  private final VaeSession session;
  private final int samples;
  private final double order;
  private final long seed;
  private final int latents;
  private final float[] row;
  private final double[] z;
  private final double[] logPrior = new double[1];

  /**
   * @param session open as long as this estimator is used, of a model that {@link #takes}
   * @param samples of each of the two distributions, at least 2
   * @param order a, between 0 and 1
   */
  public DivergenceEstimator(VaeSession session, int samples, double order, long seed) {
    this.session = session;
    this.samples = samples;
    this.order = order;
    this.seed = seed;
    latents = session.architecture().latents();
    row = new float[latents];
    z = new double[latents];
  }

  /** Whether densities of a model's posteriors are known at any z. */
  public static boolean takes(Architecture architecture) {
    return architecture.levels() == 1
        && architecture.posterior() instanceof DiagonalGaussianPosterior;
  }

  /**
   * Estimates them for the first {@code count} images.
   *
   * @param progress told the number of samples done, of twice {@code samples}
   */
  public AggregateDivergences estimate(ImageSource set, int count, IntConsumer progress) {
    PosteriorMixture aggregate = encode(set, count);
    RandomStream stream = new RandomStream(seed, RandomStream.Purpose.EVALUATION_NOISE);
    double[] forward = new double[samples];
    double[] reverse = new double[samples];
    double[] ofPosterior = new double[samples];
    double[] ofPrior = new double[samples];
    double[] information = new double[samples];
    double[] correlation = new double[samples];
    for (int i = 0; i < samples; i++) {
      stream.at(OF_POSTERIOR, i);
      int image = stream.nextInt(count);
      aggregate.draw(image, stream, z);
      forward[i] = logRatio(aggregate);
      ofPosterior[i] = overMixture(forward[i]);
      double logDensity = aggregate.logDensity();
      information[i] = aggregate.logDensity(image) - logDensity;
      correlation[i] = logDensity - aggregate.logDensityOfSingleLatents();
      progress.accept(i + 1);
    }
    for (int i = 0; i < samples; i++) {
      session.draw(stream.at(OF_PRIOR, i), 1, 1, row);
      for (int j = 0; j < latents; j++) {
        z[j] = row[j];
      }
      double logRatio = logRatio(aggregate);
      reverse[i] = -logRatio;
      ofPrior[i] = overMixture(logRatio);
      progress.accept(samples + i + 1);
    }
    return new AggregateDivergences(
        count,
        samples,
        seed,
        order,
        Estimate.of(forward),
        Estimate.of(reverse),
        alpha(Estimate.of(ofPosterior), Estimate.of(ofPrior)),
        Estimate.of(information),
        Estimate.of(correlation));
  }

  private PosteriorMixture encode(ImageSource set, int count) {
    EncodedBatch batch = new EncodedBatch(session, set);
    double[] means = new double[Math.multiplyExact(count, latents)];
    double[] logStddevs = new double[means.length];
    for (int first = 0; first < count; first += session.rows()) {
      int some = batch.encode(first, count);
      for (int i = 0; i < some * latents; i++) {
        means[first * latents + i] = batch.mean()[i];
        logStddevs[first * latents + i] = batch.logStddev()[i];
      }
    }
    return new PosteriorMixture(means, logStddevs, latents);
  }

  /** ln q(z) − ln p(z). */
  private double logRatio(PosteriorMixture aggregate) {
    for (int j = 0; j < latents; j++) {
      row[j] = (float) z[j];
    }
    session.logPrior(row, 1, logPrior);
    aggregate.measure(z);
    return aggregate.logDensity() - logPrior[0];
  }

  /** p^a q^(1−a) / (½ p + ½ q), whatever ln q − ln p is. */
  private double overMixture(double logRatio) {
    double logMost = Math.max(logRatio, 0);
    double logSum = logMost + Math.log(Math.exp(-logMost) + Math.exp(logRatio - logMost));
    return 2 * Math.exp((1 - order) * logRatio - logSum);
  }

  private Estimate alpha(Estimate ofPosterior, Estimate ofPrior) {
    double scale = order * (1 - order);
    double mean = (ofPosterior.value() + ofPrior.value()) / 2;
    double error = Math.hypot(ofPosterior.standardError(), ofPrior.standardError()) / 2;
    return new Estimate((1 - mean) / scale, error / scale);
  }
}

package org.rdvae.objective;

import org.rdvae.objective.PlannedObjective.Terms;

/**
 * From the log densities of all rows of a batch of B images with K samples each to what they weigh
 * in the loss, which is minus the mean of the images' bounds. With log w = log p(x|z) + β (log p(z)
 * − log q(z|x)), where β is what the {@link RateTerm} makes of the schedule, and ŵ the derivative
 * of an image's bound by log w:
 *
 * <pre>
 * by −log p(x|z)    ŵ / B
 * by log p(z)       −β ŵ / B
 * by log q(z|x)     β ŵ / B           through z and direct, or through z with a factor of its own
 * score function    −s / B            s of {@link LearningSignals}
 * wake phase        −ŵ / B            as if log q alone were to be raised
 * </pre>
 */
final class RowWeighing {
  /** −log p(x|z) of every row, to be set. */
  final double[] distortions;

  /** log p(z) − log q(z|x) of every row, to be set. */
  final double[] logRatios;

  final double[] byDistortions;
  final double[] byPriors;
  final double[] byPosteriors;
  final double[] paths;

  private final ObjectiveSettings settings;
  private final RateTerm term;
  private final int images;
  private final int samples;
  private final BoundWeights bound;
  private final LearningSignals signals;
  private final double[] logWeights;
  private final double[] meanRate = new double[1];
  private final double[] rateWeight = new double[1];
  private double meanDistortion;
  private double meanBound;
  private double termValue;
  private double usedWeight;

  RowWeighing(ObjectiveSettings settings, BetaSchedule betas, int images) {
    this.settings = settings;
    this.images = images;
    term = settings.rateTerm(betas);
    samples = settings.bound().samples();
    int rows = images * samples;
    distortions = new double[rows];
    logRatios = new double[rows];
    byDistortions = new double[rows];
    byPriors = new double[rows];
    byPosteriors = new double[rows];
    paths = new double[rows];
    bound = new BoundWeights(settings.bound().alpha(), samples);
    signals = new LearningSignals(settings.bound().alpha(), samples);
    logWeights = new double[samples];
  }

  void weigh(long step, double beta) {
    int rows = distortions.length;
    meanRate[0] = 0;
    meanDistortion = 0;
    for (int row = 0; row < rows; row++) {
      meanRate[0] -= logRatios[row] / rows;
      meanDistortion += distortions[row] / rows;
    }
    term.weigh(step, beta, meanDistortion, meanRate, rateWeight);
    termValue = term.value(step, beta, meanRate);
    usedWeight = term.rateWeight(beta);
    double sum = -rows * (meanDistortion + rateWeight[0] * meanRate[0]);
    meanBound = 0;
    for (int image = 0; image < images; image++) {
      weigh(image, rateWeight[0], sum);
    }
  }

  /**
   * One image.
   *
   * @param sum of the log weights of all rows
   */
  private void weigh(int image, double rate, double sum) {
    for (int k = 0; k < samples; k++) {
      int row = k * images + image;
      logWeights[k] = rate * logRatios[row] - distortions[row];
    }
    double value = bound.bound(logWeights);
    meanBound += value / images;
    double meanOfOthers = images == 1 ? 0 : (sum - logWeights[0]) / (images - 1);
    for (int k = 0; k < samples; k++) {
      int row = k * images + image;
      double weight = bound.weight(k) / images;
      byDistortions[row] = weight;
      byPriors[row] = -rate * weight;
      if (settings.estimator() == Estimator.DOUBLY_REPARAMETERIZED) {
        paths[row] = bound.pathFactor(k, rate);
      }
      byPosteriors[row] =
          switch (settings.estimator()) {
            case REPARAMETERIZED, STICKING_THE_LANDING, DOUBLY_REPARAMETERIZED -> rate * weight;
            case SCORE_FUNCTION ->
                -signals.of(k, logWeights, value, bound.weight(k), rate, meanOfOthers) / images;
            case WAKE_PHASE -> -weight;
          };
    }
  }

  /**
   * Of the rows weighed last. The loss of a single sample, or of the ELBO, is distortion and rate
   * term; that of another bound is minus its value.
   */
  Terms terms() {
    double loss = settings.bound().alpha() == 1 ? meanDistortion + termValue : -meanBound;
    return new Terms(meanRate[0], meanDistortion, loss, usedWeight);
  }

  RateTerm term() {
    return term;
  }
}

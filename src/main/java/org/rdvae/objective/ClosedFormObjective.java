package org.rdvae.objective;

import java.util.Map;
import org.rdvae.distribution.ClosedFormRates;
import org.rdvae.distribution.PlannedLikelihood;
import org.rdvae.tensor.Tensor;

/**
 * The loss = distortion + a {@link RateTerm} of rates in closed form, such as beta times their sum
 * (+ a {@link TotalCorrelationPenalty}). All rows of the distortion weigh the same, so nothing but
 * the rates' weights is to be set.
 */
public final class ClosedFormObjective implements PlannedObjective {
  private final ClosedFormRates rates;
  private final PlannedLikelihood likelihood;
  private final Tensor rowDistortions;
  private final BetaSchedule betas;
  private final RateTerm term;
  private final int rows;
  private final TotalCorrelationPenalty penalty;
  private final double[] distortions;
  private final double[] meanRates;
  private final double[] weights;
  private long step;

  /**
   * @param rows of the latent variables
   * @param rowDistortions where the likelihood computes them, for several rows an image or where
   *     {@link ObjectiveSettings#needsDistortion}; otherwise {@code null}
   * @param penalty {@code null} without one
   */
  public ClosedFormObjective(
      ObjectiveSettings settings,
      BetaSchedule betas,
      ClosedFormRates rates,
      PlannedLikelihood likelihood,
      int rows,
      Tensor rowDistortions,
      TotalCorrelationPenalty penalty) {
    this.rates = rates;
    this.likelihood = likelihood;
    this.rowDistortions = rowDistortions;
    this.betas = betas;
    this.rows = rows;
    this.penalty = penalty;
    term = settings.rateTerm(betas, rates.levelEnds());
    distortions = new double[rows];
    int count = rates.rateWeights().columns();
    meanRates = new double[count];
    weights = new double[count];
  }

  @Override
  public void weigh(long newStep) {
    step = newStep;
    if (term.needsRates()) {
      rates.rates();
      rates.summedRates().read(meanRates);
      for (int i = 0; i < meanRates.length; i++) {
        meanRates[i] /= rows;
      }
    }
    double beta = betas.at(step);
    term.weigh(step, beta, term.needsDistortion() ? plannedDistortion() : 0, meanRates, weights);
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= rows;
    }
    rates.rateWeights().write(weights);
    if (penalty != null) {
      penalty.measure(beta);
    }
  }

  @Override
  public Terms measure(float[] images) {
    double[] means = rates.meanRates();
    double rate = 0;
    for (double mean : means) {
      rate += mean;
    }
    double distortion = rowDistortions == null ? distortion(images) : plannedDistortion();
    double beta = betas.at(step);
    double loss = distortion + term.value(step, beta, means);
    return new Terms(
        rate, distortion, penalty == null ? loss : loss + penalty.value(), term.rateWeight(beta));
  }

  private double distortion(float[] images) {
    likelihood.distortion(images, rows, distortions);
    return mean(distortions);
  }

  private double plannedDistortion() {
    likelihood.distortions();
    rowDistortions.read(distortions);
    return mean(distortions);
  }

  private static double mean(double[] values) {
    double mean = 0;
    for (double one : values) {
      mean += one / values.length;
    }
    return mean;
  }

  @Override
  public Map<String, Double> memory() {
    return term.memory();
  }

  @Override
  public void recall(Map<String, Double> memory) {
    term.recall(memory);
  }
}

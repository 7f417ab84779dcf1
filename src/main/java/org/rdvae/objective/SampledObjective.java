package org.rdvae.objective;

import java.util.Map;
import org.rdvae.distribution.PlannedLikelihood;
import org.rdvae.distribution.RowWeights;
import org.rdvae.distribution.SampledLatents;
import org.rdvae.tensor.Tensor;

/**
 * A {@link Bound} by samples of z: in every step the log densities of all rows come to the host,
 * {@link RowWeighing} makes weights of them, and the weights go back. A few numbers for each image,
 * in double; the densities themselves are the kernels' work.
 */
public final class SampledObjective implements PlannedObjective {
  private final SampledLatents latents;
  private final PlannedLikelihood likelihood;
  private final Tensor rowDistortions;
  private final RowWeights weights;
  private final BetaSchedule betas;
  private final RowWeighing weighing;

  /**
   * @param images in a batch
   * @param rowDistortions where the likelihood computes them
   */
  public SampledObjective(
      ObjectiveSettings settings,
      BetaSchedule betas,
      SampledLatents latents,
      PlannedLikelihood likelihood,
      int images,
      Tensor rowDistortions,
      RowWeights weights) {
    this.latents = latents;
    this.likelihood = likelihood;
    this.rowDistortions = rowDistortions;
    this.weights = weights;
    this.betas = betas;
    weighing = new RowWeighing(settings, betas, images);
  }

  @Override
  public void weigh(long step) {
    likelihood.distortions();
    latents.logRatio();
    rowDistortions.read(weighing.distortions);
    latents.logRatios().read(weighing.logRatios);
    weighing.weigh(step, betas.at(step));
    weights.distortions().write(weighing.byDistortions);
    weights.priors().write(weighing.byPriors);
    weights.posteriors().write(weighing.byPosteriors);
    if (weights.paths() != null) {
      weights.paths().write(weighing.paths);
    }
  }

  @Override
  public Terms measure(float[] images) {
    return weighing.terms();
  }

  @Override
  public Map<String, Double> memory() {
    return weighing.term().memory();
  }

  @Override
  public void recall(Map<String, Double> memory) {
    weighing.term().recall(memory);
  }
}

package org.rdvae.model;

import java.util.List;
import org.rdvae.distribution.PlannedPrior;
import org.rdvae.distribution.PosteriorPlace;
import org.rdvae.distribution.PriorPlace;
import org.rdvae.distribution.SampledPosterior;
import org.rdvae.network.ParameterTensors;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/** A level below the top as a session uses it, without gradients. */
final class LowerInference {
  private final Tensor features;
  private final PlannedDescent descent;
  private final PlannedJoin join;
  private final SampledPosterior posterior;
  private final PlannedPrior prior;
  private final Operation takeVariables;

  /**
   * @param stateAbove shape [rows, values]
   */
  LowerInference(Kernels kernels, LevelLink link, ParameterTensors parameters, Tensor stateAbove) {
    features = kernels.tensor(stateAbove.rows(), link.features().size());
    descent = new PlannedDescent(kernels, link, parameters, stateAbove, null, null);
    join = new PlannedJoin(kernels, link, parameters, features, null, descent, null);
    LevelFamily family = LevelFamily.below(link.z().size());
    posterior =
        family
            .posterior()
            .planSampled(
                new PosteriorPlace(
                    kernels,
                    Architecture.POSTERIOR,
                    family.latents(),
                    parameters,
                    join.heads(),
                    null));
    prior =
        family
            .prior()
            .plan(
                new PriorPlace(
                    kernels,
                    Architecture.PRIOR,
                    family.posterior(),
                    parameters,
                    posterior.z(),
                    List.of(),
                    null));
    takeVariables = kernels.copy(posterior.z(), descent.variables());
  }

  /** Draws from the posterior, given {@link #features}, {@link #noise} and the state above. */
  void infer() {
    descent.descend();
    join.forward();
    posterior.sample();
    posterior.logDensity();
    prior.logDensity();
    takeVariables.run();
    descent.place();
  }

  /** Takes the {@link #variables} as they are, given the state above. */
  void generate() {
    descent.descend();
    descent.place();
  }

  /** The encoder's, one row for each sample; to be written. */
  Tensor features() {
    return features;
  }

  /** Of the posterior; to be written. */
  Tensor noise() {
    return posterior.noise();
  }

  /** Mean and log standard deviation of the variables. */
  List<Tensor> heads() {
    return join.heads();
  }

  /** u, shape [rows, latents]. */
  Tensor variables() {
    return descent.variables();
  }

  /** log p − log q of a row drawn by {@link #infer}, given the levels above. */
  double logRatio(int row) {
    return prior.logDensities().get(row) - posterior.logDensities().get(row);
  }

  Tensor state() {
    return descent.state();
  }
}

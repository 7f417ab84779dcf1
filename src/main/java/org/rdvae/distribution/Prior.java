package org.rdvae.distribution;

import java.util.List;
import org.rdvae.network.ParameterSpec;

/** The distribution p(z) of the latent variables. The settings of a prior are its record. */
public sealed interface Prior
    permits CouplingFlowPrior,
        ExponentialPrior,
        GammaPrior,
        GaussianMixturePrior,
        PluginPrior,
        StandardNormalPrior,
        VampPrior {

  /**
   * Learned parameters.
   *
   * @param name with which theirs begin
   * @param values in an image
   */
  default List<ParameterSpec> parameters(String name, int latents, int values) {
    return List.of();
  }

  /**
   * Number of images of the prior's own that the encoder sees in every step; they are the parameter
   * {@code pseudo-inputs}, of shape [pseudoInputs, values].
   */
  default int pseudoInputs() {
    return 0;
  }

  /** Whether every z is positive. */
  default boolean isPositive() {
    return false;
  }

  /** The smallest number of latent variables that this prior is a distribution of. */
  default int fewestLatents() {
    return 1;
  }

  /** Whether a model can have this prior beside such posteriors. */
  default boolean fits(Posterior posterior) {
    return true;
  }

  /** This prior on fixed tensors. */
  PlannedPrior plan(PriorPlace place);
}

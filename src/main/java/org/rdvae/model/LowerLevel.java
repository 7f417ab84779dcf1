package org.rdvae.model;

import org.rdvae.distribution.PlannedLatents;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Operation;
import org.rdvae.tensor.Tensor;

/** A level below the top in a training step. */
final class LowerLevel {
  private final SampleRows features;
  private final PlannedDescent descent;
  private final PlannedJoin join;
  private final PlannedLatents latents;
  private final Operation takeVariables;
  private final Operation giveGradient;

  /**
   * @param features the encoder's, as rows of samples
   * @param latents of the level, planned on the heads of {@code join}
   */
  LowerLevel(
      Kernels kernels,
      SampleRows features,
      PlannedDescent descent,
      PlannedJoin join,
      PlannedLatents latents) {
    this.features = features;
    this.descent = descent;
    this.join = join;
    this.latents = latents;
    takeVariables = kernels.copy(latents.z(), descent.variables());
    giveGradient = kernels.copy(descent.variablesGradient(), latents.zGradient());
  }

  void sample() {
    features.repeat();
    descent.descend();
    join.forward();
    latents.sample();
    takeVariables.run();
    descent.place();
  }

  void backward() {
    descent.placeBackward();
    giveGradient.run();
    latents.backward();
    join.backward();
    features.sumGradients();
    descent.backward();
  }

  Tensor state() {
    return descent.state();
  }

  Tensor stateGradient() {
    return descent.stateGradient();
  }
}

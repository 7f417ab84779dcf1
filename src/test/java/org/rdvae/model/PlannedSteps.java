package org.rdvae.model;

import org.rdvae.objective.BetaSchedule;
import org.rdvae.objective.Bound;
import org.rdvae.objective.Estimator;
import org.rdvae.objective.ObjectiveSettings;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.TensorValues;

/** Autoencoders with gradients, and the gradients of a training step on a fixed batch and noise. */
final class PlannedSteps {
  private PlannedSteps() {}

  /** With distortion + beta * rate as the loss. */
  static PlannedVae elbo(
      Kernels kernels, Architecture architecture, int batch, double beta, double freeNats) {
    return planned(
        kernels,
        architecture,
        batch,
        new ObjectiveSettings(new ObjectiveSettings.Beta(beta, 0, 1, 1), freeNats));
  }

  /** With a bound and an estimator, at beta 1 unless said otherwise. */
  static PlannedVae bound(
      Kernels kernels,
      Architecture architecture,
      int batch,
      double beta,
      Bound bound,
      Estimator estimator) {
    return planned(
        kernels,
        architecture,
        batch,
        new ObjectiveSettings(new ObjectiveSettings.Beta(beta, 0, 1, 1), 0, bound, estimator));
  }

  private static PlannedVae planned(
      Kernels kernels, Architecture architecture, int batch, ObjectiveSettings settings) {
    return new PlannedVae(
        kernels, architecture, settings, new BetaSchedule(settings.beta(), 1), batch, 5);
  }

  /** The order of calls is that of a training step. */
  static double[] gradient(PlannedVae vae, double[] noise) {
    TensorValues.write(vae.latents().noise(), noise);
    vae.forward();
    vae.gradient(0);
    return TensorValues.read(vae.parameters().gradients());
  }
}

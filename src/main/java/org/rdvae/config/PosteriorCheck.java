package org.rdvae.config;

import java.util.List;
import org.rdvae.distribution.Posterior;
import org.rdvae.distribution.Prior;
import org.rdvae.model.ModelSettings;

/** Whether a model's posterior and prior are of the same numbers, and of enough of them. */
final class PosteriorCheck {
  private static final SettingType.Union POSTERIORS = new SettingType.Union(Posterior.class);
  private static final SettingType.Union PRIORS = new SettingType.Union(Prior.class);

  private final Problems problems;

  PosteriorCheck(Problems problems) {
    this.problems = problems;
  }

  void run(ModelSettings model) {
    support(model.posterior(), model.prior());
    List<ModelSettings.Level> above = model.latent().above();
    int top = above.size() - 1;
    int latents = above.isEmpty() ? model.latent().size() : above.get(top).size();
    if (latents < model.posterior().fewestLatents()) {
      problems.problem(
          "model.posterior",
          "expected diagonal-gaussian, or "
              + (above.isEmpty() ? "model.latent.size" : "model.latent.above." + top + ".size")
              + " of at least "
              + model.posterior().fewestLatents()
              + ", since a flow makes latent variables depend on one another, found "
              + POSTERIORS.nameOf(model.posterior())
              + " with size "
              + latents);
    }
  }

  private void support(Posterior posterior, Prior prior) {
    String found = PRIORS.nameOf(prior);
    String with = POSTERIORS.nameOf(posterior);
    if (posterior.isPositive() && !prior.isPositive()) {
      problems.problem(
          "model.prior",
          "expected exponential or gamma, since z of the posterior "
              + with
              + " is positive and the decoder would never see the negative z that the prior draws,"
              + " found "
              + found);
    } else if (prior.isPositive() && !posterior.isPositive()) {
      problems.problem(
          "model.prior",
          "expected standard-normal, or the posterior exponential, erlang or gamma, since "
              + with
              + " gives negative z, which have no density under the prior, found "
              + found);
    }
  }
}

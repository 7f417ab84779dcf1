package org.rdvae.config;

import org.rdvae.distribution.Posterior;
import org.rdvae.distribution.Prior;
import org.rdvae.model.ModelSettings;

/** Whether a model's posterior and prior are of the same numbers, and of enough of them. */
final class PosteriorCheck {

  private final Problems problems;

  PosteriorCheck(Problems problems) {
    this.problems = problems;
  }

  void run(ModelSettings model) {
    support(model.posterior(), model.prior());
    int latents = model.latent().topSize();
    if (latents < model.posterior().fewestLatents()) {
      size(
          model,
          "at least " + model.posterior().fewestLatents(),
          "a flow makes latent variables depend on one another");
    }
    if (latents > model.posterior().mostLatents()) {
      size(
          model,
          "at most " + model.posterior().mostLatents(),
          "the encoder gives nearly half the square of that number");
    }
  }

  private void size(ModelSettings model, String expected, String reason) {
    problems.problem(
        "model.posterior",
        "expected diagonal-gaussian, or "
            + model.latent().topPath()
            + " of "
            + expected
            + ", since "
            + reason
            + ", found "
            + Names.of(model.posterior())
            + " with size "
            + model.latent().topSize());
  }

  private void support(Posterior posterior, Prior prior) {
    String found = Names.of(prior);
    String with = Names.of(posterior);
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

package org.rdvae.distribution;

/** Independent standard normal latent variables. */
public record StandardNormalPrior() implements Prior {
  @Override
  public PlannedPrior plan(PriorPlace place) {
    return new PlannedStandardNormal(place);
  }
}

package org.rdvae.distribution;

import org.rdvae.base.Setting;

/** Independent positive latent variables of one exponential distribution, of mean 1 / rate. */
public record ExponentialPrior(
    @Setting(value = "Rate, the inverse of the mean.", initial = "1", min = 1e-3, max = 1000)
        double rate)
    implements Prior {
  @Override
  public boolean isPositive() {
    return true;
  }

  @Override
  public PlannedPrior plan(PriorPlace place) {
    return new PlannedGammaPrior(place, new GammaPrior(1, rate));
  }
}

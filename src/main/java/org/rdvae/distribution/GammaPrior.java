package org.rdvae.distribution;

import java.util.Optional;
import org.rdvae.base.Setting;

/** Independent positive latent variables of one gamma distribution, of mean shape / rate. */
public record GammaPrior(
    @Setting(
            value = "Shape; below 1 the density has no upper bound near 0.",
            initial = "2",
            min = 0.2,
            max = 1000)
        double shape,
    @Setting(value = "Rate, the inverse of the scale.", initial = "1", min = 1e-3, max = 1000)
        double rate)
    implements Prior {

  /** The prior as a gamma distribution, if it is one. */
  static Optional<GammaPrior> of(Prior prior) {
    if (prior instanceof ExponentialPrior exponential) {
      return Optional.of(new GammaPrior(1, exponential.rate()));
    }
    return prior instanceof GammaPrior gamma ? Optional.of(gamma) : Optional.empty();
  }

  @Override
  public boolean isPositive() {
    return true;
  }

  @Override
  public PlannedPrior plan(PriorPlace place) {
    return new PlannedGammaPrior(place, this);
  }
}

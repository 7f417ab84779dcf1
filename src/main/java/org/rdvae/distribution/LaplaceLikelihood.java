package org.rdvae.distribution;

import org.rdvae.base.Setting;

/**
 * Numbers with Laplace distributions, each with a centre and a scale b of its own: the error's size
 * counts and not its square, so medians are learned and a few large errors do not steer. The first
 * head is the centre's distance from the middle grey ½, the second ln b's from −1. Its −log p(x|z)
 * is that of a density: nats, and never bits.
 */
public record LaplaceLikelihood(
    @Setting(
            value =
                "Smallest log of a scale; values run from 0 to 1, those of tables have mean 0 and"
                    + " standard deviation 1.",
            initial = "-5",
            min = -10,
            max = 0)
        double minLogScale)
    implements LocationScaleLikelihood {
  @Override
  public StandardForm form() {
    return new StandardForm.DoubleExponential();
  }
}

package org.rdvae.distribution;

import org.rdvae.base.Setting;

/**
 * Numbers with Student's t distributions, each with a centre and a scale s of its own: large errors
 * cost only their logarithm, so outliers do not steer. The first head is the centre's distance from
 * the middle grey ½, the second ln s's from −1. Its −log p(x|z) is that of a density: nats, and
 * never bits.
 */
public record StudentTLikelihood(
    @Setting(
            value =
                "Degrees of freedom of all values: the fewer, the heavier the tails; 1 is Cauchy's"
                    + " distribution, hundreds are almost a normal one.",
            initial = "5",
            min = 0.1,
            max = 1e6)
        double degreesOfFreedom,
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
    return new StandardForm.HeavyTailed(degreesOfFreedom);
  }
}

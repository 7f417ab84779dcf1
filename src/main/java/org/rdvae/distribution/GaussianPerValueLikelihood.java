package org.rdvae.distribution;

import org.rdvae.base.Setting;

/**
 * Normal numbers, each with a mean and a standard deviation σ of its own. The first head is the
 * mean's distance from the middle grey ½, the second ln σ's from −1; no σ falls below the smallest,
 * because where a value can be foretold exactly the density would grow without end. Its −log p(x|z)
 * is that of a density: nats, and never bits.
 *
 * <p>Kingma and Welling, Auto-Encoding Variational Bayes, ICLR 2014, appendix C.2, arXiv:1312.6114.
 */
public record GaussianPerValueLikelihood(
    @Setting(
            value =
                "Smallest log of a standard deviation; values run from 0 to 1, those of tables have"
                    + " mean 0 and standard deviation 1.",
            initial = "-5",
            min = -10,
            max = 0)
        double minLogStddev)
    implements LocationScaleLikelihood {
  @Override
  public StandardForm form() {
    return new StandardForm.Normal();
  }

  @Override
  public double minLogScale() {
    return minLogStddev;
  }

  @Override
  public String scaleName() {
    return "log-stddev";
  }
}

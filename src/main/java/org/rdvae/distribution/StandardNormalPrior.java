package org.rdvae.distribution;

/**
 * Independent standard normal latent variables, p(z) = N(0, I). With a diagonal Gaussian posterior
 * the rate is ½ Σ (μ² + σ² − 1 − ln σ²) nats: Kingma and Welling, Auto-Encoding Variational Bayes,
 * ICLR 2014, arXiv:1312.6114, appendix B.
 */
public record StandardNormalPrior() implements Prior {
  @Override
  public PlannedPrior plan(PriorPlace place) {
    return new PlannedStandardNormal(place);
  }
}

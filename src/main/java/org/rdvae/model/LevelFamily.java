package org.rdvae.model;

import org.rdvae.distribution.DiagonalGaussianPosterior;
import org.rdvae.distribution.Posterior;
import org.rdvae.distribution.Prior;
import org.rdvae.distribution.StandardNormalPrior;

/**
 * The distributions of one level of latent variables: those of the settings for the top, and below
 * it the Gaussians of {@link LevelLink}, which have no parameters but their heads.
 */
record LevelFamily(Posterior posterior, Prior prior, int latents) {
  static LevelFamily below(int latents) {
    return new LevelFamily(new DiagonalGaussianPosterior(), new StandardNormalPrior(), latents);
  }
}

package org.rdvae.model;

import java.util.List;
import org.rdvae.base.Setting;
import org.rdvae.distribution.Likelihood;
import org.rdvae.network.LayerSpec;

/** The architecture: encoder, latent variables, decoder, likelihood. */
public record ModelSettings(
    @Setting("The latent variables.") Latent latent,
    @Setting(
            "Layers from the image to the last features before the posterior's mean and log standard deviation.")
        List<LayerSpec> encoder,
    @Setting(
            "Layers from the latent variables to the last features before the likelihood's parameters: flat ones or, for images, feature maps of the image's height and width.")
        List<LayerSpec> decoder,
    @Setting(value = "Distribution of a value given the decoder's output.", initial = "bernoulli")
        Likelihood likelihood) {

  /** Latent variables with a standard normal prior and a diagonal Gaussian posterior. */
  public record Latent(
      @Setting(value = "Number of latent variables.", min = 1, max = 100_000) int size) {}
}

package org.rdvae.model;

import java.util.List;
import org.rdvae.base.Setting;
import org.rdvae.distribution.DiagonalGaussianPosterior;
import org.rdvae.distribution.Likelihood;
import org.rdvae.distribution.Posterior;
import org.rdvae.distribution.Prior;
import org.rdvae.distribution.StandardNormalPrior;
import org.rdvae.network.LayerSpec;

/** The architecture: encoder, latent variables, decoder, distributions. */
public record ModelSettings(
    @Setting("The latent variables.") Latent latent,
    @Setting(
            "Layers from the image to the last features before the posterior's parameters, such as mean and log standard deviation.")
        List<LayerSpec> encoder,
    @Setting(
            "Layers from the latent variables to the last features before the likelihood's parameters: flat ones or, for images, feature maps of the image's height and width.")
        List<LayerSpec> decoder,
    @Setting(value = "Distribution of a value given the decoder's output.", initial = "bernoulli")
        Likelihood likelihood,
    @Setting(value = "Family of the approximate posteriors q(z|x).", initial = "diagonal-gaussian")
        Posterior posterior,
    @Setting(value = "Distribution p(z) of the latent variables.", initial = "standard-normal")
        Prior prior,
    @Setting(
            value =
                "Number of classes of a class-conditional model p(x|z, class), whose labels run from"
                    + " 0 to one less and are read by data.labels; 0 for a model without classes.",
            initial = "0",
            min = 0,
            max = 256)
        int classes) {

  /**
   * Whether there is one level with a diagonal Gaussian as posterior and a standard normal prior.
   */
  public boolean isStandardGaussian() {
    return latent.above().isEmpty()
        && posterior instanceof DiagonalGaussianPosterior
        && prior instanceof StandardNormalPrior;
  }

  /** Without classes. */
  public ModelSettings(
      Latent latent,
      List<LayerSpec> encoder,
      List<LayerSpec> decoder,
      Likelihood likelihood,
      Posterior posterior,
      Prior prior) {
    this(latent, encoder, decoder, likelihood, posterior, prior, 0);
  }

  /** With a diagonal Gaussian posterior and a standard normal prior. */
  public ModelSettings(
      Latent latent, List<LayerSpec> encoder, List<LayerSpec> decoder, Likelihood likelihood) {
    this(
        latent,
        encoder,
        decoder,
        likelihood,
        new DiagonalGaussianPosterior(),
        new StandardNormalPrior());
  }

  /** How many latent variables there are, in one level or, from the image upwards, in several. */
  public record Latent(
      @Setting(
              value =
                  "Number of latent variables; with levels above and encoder features that are"
                      + " maps the number at each of their places.",
              min = 1,
              max = 100_000)
          int size,
      @Setting(
              value =
                  "Further levels of latent variables, from the image upwards, each as {size: 40,"
                      + " encoder: [...], decoder: [...]}; posterior and prior are then the last"
                      + " one's, and those below are Gaussians given all above.",
              initial = "[]")
          List<Level> above) {

    /** One level. */
    public Latent(int size) {
      this(size, List.of());
    }

    /** The {@link #size} of the top level, which the posterior and the prior are of. */
    public int topSize() {
      return sizeOf(above.size());
    }

    /** Where a config says {@link #topSize}. */
    public String topPath() {
      return above.isEmpty()
          ? "model.latent.size"
          : "model.latent.above." + (above.size() - 1) + ".size";
    }

    /** The {@link #size} of a level, counted from the image upwards. */
    int sizeOf(int level) {
      return level == 0 ? size : above.get(level - 1).size;
    }
  }

  /**
   * A level of latent variables above another one, and how they are tied; see {@link LevelLink}.
   */
  public record Level(
      @Setting(
              value =
                  "Number of latent variables, at each place if the encoder's features are maps.",
              min = 1,
              max = 100_000)
          int size,
      @Setting("Layers from the encoder features of the level below to those of this level.")
          List<LayerSpec> encoder,
      @Setting(
              "Layers from the variables of this level, and what those above it made, to features of"
                  + " as many places as the encoder's below.")
          List<LayerSpec> decoder,
      @Setting(
              value =
                  "Layers from the encoder's and this decoder's features side by side to those behind"
                      + " the posterior's parameters of the level below.",
              initial = "[]")
          List<LayerSpec> joined) {}
}

package org.rdvae.codec;

import java.util.List;
import org.rdvae.base.Setting;
import org.rdvae.network.LayerSpec;

/**
 * The lossy codec: four networks and the range of its qualities. Ballé, Minnen, Singh, Hwang and
 * Johnston, Variational Image Compression with a Scale Hyperprior, ICLR 2018, arXiv:1802.01436,
 * with the means of Minnen, Ballé and Toderici, NeurIPS 2018, arXiv:1809.02736; one model serves
 * all qualities by learned gains.
 */
public record CodecSettings(
    @Setting("Layers from a picture to the latents, maps of a fraction of its height and width.")
        List<LayerSpec> analysis,
    @Setting("Layers from the latents to a picture of three channels.") List<LayerSpec> synthesis,
    @Setting("Layers from the latents to the hyper-latents, still smaller maps.")
        List<LayerSpec> hyperAnalysis,
    @Setting(
            "Layers from the hyper-latents to a mean and a log scale for each latent: convolutions"
                + " and transposed convolutions with relu or nothing behind them, because files are"
                + " read with this network in integers.")
        List<LayerSpec> hyperSynthesis,
    @Setting(
            value =
                "Weight of the distortion at quality 1: the loss is this times 255² times the mean"
                    + " squared error (values 0 to 1), plus bits per pixel.",
            initial = "0.0018",
            min = 0,
            above = true)
        double lowestLambda,
    @Setting(
            value = "The same at quality 8; between them it grows by equal factors.",
            initial = "0.18",
            min = 0,
            above = true)
        double highestLambda,
    @Setting(
            value =
                "Losses of different qualities are divided by lambda to this power before they are"
                    + " added: at 0 the high qualities decide, at 1 the low ones.",
            initial = "0.5",
            min = 0,
            max = 1)
        double balance) {
  /** Qualities run from 1 to this. */
  public static final int QUALITIES = 8;

  /** The weight of the distortion at a quality from 1 to 8. */
  public double lambda(double quality) {
    double share = (quality - 1) / (QUALITIES - 1);
    return lowestLambda * Math.pow(highestLambda / lowestLambda, share);
  }

  /** The weight of a quality's loss among those of others. */
  double weight(double quality) {
    double middle = lambda((1 + QUALITIES) / 2.0);
    return Math.pow(lambda(quality) / middle, -balance);
  }
}

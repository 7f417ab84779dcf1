package org.rdvae.evaluation;

/**
 * What a model measured on a set of images; averages over the images, in nats an image unless said
 * otherwise.
 *
 * @param images number of images
 * @param importanceSamples samples from the posterior for each image
 * @param seed of the noise
 * @param rate KL(q(z|x) || p(z)): in closed form for one level of a diagonal Gaussian against a
 *     standard normal prior, and otherwise averaged over the samples
 * @param distortion -log p(x|z), averaged over the samples
 * @param nll -log p(x), estimated by importance sampling; on average not below the truth
 * @param nllStandardError over images: how far another test set of this size would be; NaN for a
 *     single image
 * @param nllMonteCarloError over noise: how far the same images with another seed would be; NaN for
 *     a single sample
 * @param activeUnits latents whose posterior mean varies over the images with a variance above 0.01
 *     (Burda et al., Importance Weighted Autoencoders, ICLR 2016, section 5.2)
 * @param rateByLatent rate of each latent, whose sum is {@code rate}; NaN where that is averaged
 *     over samples
 * @param rateByLevel rate of each level of latent variables, from the image upwards, whose sum is
 *     {@code rate}
 * @param pixels values in an image
 * @param discrete whether the likelihood is a probability; a density has no size in bits
 */
public record Evaluation(
    int images,
    int importanceSamples,
    long seed,
    double rate,
    double distortion,
    double nll,
    double nllStandardError,
    double nllMonteCarloError,
    int activeUnits,
    double[] rateByLatent,
    double[] rateByLevel,
    int pixels,
    boolean discrete) {

  /** The evidence lower bound, at beta 1. */
  public double elbo() {
    return -(rate + distortion);
  }

  /** What the bound misses: -elbo - nll. */
  public double gap() {
    return -elbo() - nll;
  }

  /** Of -elbo: bits for each value of an image. */
  public double bitsPerDimension() {
    return bitsPerDimension(-elbo());
  }

  /** Of the negative log likelihood. */
  public double nllBitsPerDimension() {
    return bitsPerDimension(nll);
  }

  /** Nats for an image in bits for each of its values; NaN of a density. */
  public double bitsPerDimension(double nats) {
    return discrete ? nats / pixels / Math.log(2) : Double.NaN;
  }
}

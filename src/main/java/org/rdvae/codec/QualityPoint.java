package org.rdvae.codec;

/**
 * What a codec reaches at one quality, a mean over patches, by the model's own estimate.
 *
 * @param weight of the quality's loss among those of others
 * @param bitsPerPixel without headers
 * @param meanSquaredError of values from 0 to 1
 * @param loss λ 255² meanSquaredError + bitsPerPixel, times the weight
 */
public record QualityPoint(
    double quality, double weight, double bitsPerPixel, double meanSquaredError, double loss) {
  /** Peak signal to noise ratio in decibels, of the mean error. */
  public double psnr() {
    return -10 * Math.log10(meanSquaredError);
  }
}

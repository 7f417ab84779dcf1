package org.rdvae.codec;

/**
 * What the file of a photograph holds, and what each of its numbers cost, in bits: −log2 of the
 * probability by which it was coded. The message is these bits in whole bytes and at most 11.5
 * bytes more; header, checksums and a colour profile come on top.
 *
 * <p>A latent's cost says how far it was from what the hyper-latents foretold, so a map of costs
 * shows where in the picture the file's bits are spent.
 *
 * @param height places from top to bottom
 * @param width places from left to right
 * @param channels latents at a place
 * @param values the latents as they are decoded, places row by row, channels fastest
 * @param bits what they cost, in the same order
 * @param hyperBits what all hyper-latents cost together
 */
public record LatentBits(
    int height, int width, int channels, float[] values, float[] bits, double hyperBits) {

  /** What all latents and hyper-latents cost. */
  public double total() {
    double sum = hyperBits;
    for (float cost : bits) {
      sum += cost;
    }
    return sum;
  }

  /** What each channel costs, over all places. */
  public double[] byChannel() {
    double[] sums = new double[channels];
    for (int i = 0; i < bits.length; i++) {
      sums[i % channels] += bits[i];
    }
    return sums;
  }

  /** What each place costs, over all channels; row by row. */
  public double[] byPlace() {
    double[] sums = new double[height * width];
    for (int i = 0; i < bits.length; i++) {
      sums[i / channels] += bits[i];
    }
    return sums;
  }
}

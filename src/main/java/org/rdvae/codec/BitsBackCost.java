package org.rdvae.codec;

/**
 * What images cost on the stack by the sizes of their intervals, in bits: the −ELBO of the model in
 * whole numbers, at the latent variables that were drawn. For information only.
 */
public final class BitsBackCost {
  private long images;
  private double distortion;
  private double prior;
  private double drawn;
  private double drawnForFirst;

  BitsBackCost() {}

  void addDistortion(double bits) {
    distortion += bits;
  }

  /**
   * @param latents how many variables, which the prior codes in {@link LatentBins#BITS} each
   * @param bits taken from the stack
   */
  void addDrawn(int latents, double bits) {
    prior += (double) latents * LatentBins.BITS;
    drawn += bits;
  }

  void addImage() {
    images++;
    if (images == 1) {
      drawnForFirst = drawn;
    }
  }

  /** −log2 p(u) + log2 q(u|x), of all images. */
  public double rateBits() {
    return prior - drawn;
  }

  /** −log2 p(x|u), of all images. */
  public double distortionBits() {
    return distortion;
  }

  /** Of all images. */
  public double negativeElboBits() {
    return rateBits() + distortionBits();
  }

  /** Taken from the stack before anything was pushed. */
  double drawnForFirst() {
    return drawnForFirst;
  }
}

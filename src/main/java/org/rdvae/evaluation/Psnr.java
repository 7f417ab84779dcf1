package org.rdvae.evaluation;

/**
 * Peak signal-to-noise ratio of 8-bit pictures in decibels: PSNR = 10 log10(255² / MSE), with the
 * mean squared error over all pixels and all channels of one picture. In colour it is taken over
 * red, green and blue alike, as the published curves of learned codecs have it, and not over luma.
 *
 * <p>Of several pictures the mean of their decibels is given, not the ratio of their mean error:
 * that is what the published curves hold. A single picture returned exactly has an infinite ratio
 * and makes the mean infinite too.
 */
public final class Psnr {
  private static final double PEAK = 255;

  private Psnr() {}

  /** The ratio of two pictures' values, unsigned bytes in the same order; infinite if all agree. */
  public static double of(byte[] expected, byte[] found) {
    if (expected.length != found.length || expected.length == 0) {
      throw new IllegalArgumentException(
          "expected two pictures of the same size, found "
              + expected.length
              + " and "
              + found.length
              + " values");
    }
    long squares = 0;
    for (int i = 0; i < expected.length; i++) {
      int difference = (expected[i] & 0xFF) - (found[i] & 0xFF);
      squares += (long) difference * difference;
    }
    return 10 * Math.log10(PEAK * PEAK * expected.length / squares);
  }
}

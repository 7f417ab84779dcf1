package org.rdvae.evaluation;

import java.util.OptionalDouble;

/**
 * Multi-scale structural similarity of 8-bit pictures, 1 for equal ones: over five scales, each
 * half of the one before,
 *
 * <pre>
 *   MS-SSIM = similarity(5)^0.1333 * product over scales s = 1..4 of contrast(s)^weight(s)
 * </pre>
 *
 * with weights 0.0448, 0.2856, 0.3001 and 0.2363, window and constants as in {@link
 * StructuralSimilarity}. A negative mean counts as 0. It is taken of red, green and blue by
 * themselves, and the mean of the three is the picture's: so does pytorch-msssim, by which
 * CompressAI's published curves were measured; the paper itself looks at luma only.
 *
 * <p>The fifth scale of a picture with a side of 160 pixels or less is smaller than the window.
 * Such a picture has no MS-SSIM; an average over fewer scales would be another measure.
 *
 * <p>Wang, Simoncelli and Bovik, Multi-Scale Structural Similarity for Image Quality Assessment,
 * Asilomar Conference on Signals, Systems and Computers, 2003.
 */
public final class MsSsim {
  private static final double[] WEIGHTS = {0.0448, 0.2856, 0.3001, 0.2363, 0.1333};

  /** The smallest side that a picture may have. */
  public static final int LEAST_SIDE =
      (StructuralSimilarity.WINDOW - 1) * (1 << (WEIGHTS.length - 1)) + 1;

  private static final double BYTE_RANGE = 255;

  private MsSsim() {}

  /**
   * Compares two pictures of unsigned bytes, channels interleaved.
   *
   * @return empty if a side is below {@link #LEAST_SIDE}
   */
  public static OptionalDouble of(
      byte[] expected, byte[] found, int height, int width, int channels) {
    if (Math.min(height, width) < LEAST_SIDE) {
      return OptionalDouble.empty();
    }
    double sum = 0;
    for (int channel = 0; channel < channels; channel++) {
      sum +=
          of(
              ImagePlane.of(expected, height, width, channels, channel),
              ImagePlane.of(found, height, width, channels, channel),
              BYTE_RANGE);
    }
    return OptionalDouble.of(sum / channels);
  }

  /** The same of one channel whose values span {@code range}. */
  static double of(ImagePlane expected, ImagePlane found, double range) {
    ImagePlane a = expected;
    ImagePlane b = found;
    double product = 1;
    for (int scale = 0; scale < WEIGHTS.length - 1; scale++) {
      product *= factor(StructuralSimilarity.of(a, b, range).contrast(), scale);
      a = a.halved();
      b = b.halved();
    }
    double similarity = StructuralSimilarity.of(a, b, range).similarity();
    return product * factor(similarity, WEIGHTS.length - 1);
  }

  private static double factor(double mean, int scale) {
    return Math.pow(Math.max(0, mean), WEIGHTS[scale]);
  }
}

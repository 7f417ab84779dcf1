package org.rdvae.imageio;

import java.util.Locale;
import javax.imageio.ImageWriteParam;
import org.rdvae.codec.PhotoCodec;

/**
 * Chooses the quality as {@code ImageIO} has it, from 0 to 1, for ours from 1 to 8:
 *
 * <pre>
 *   quality = 1 + 7 compressionQuality          the usual 4 is 3/7
 * </pre>
 */
public final class RdvImageWriteParam extends ImageWriteParam {
  private static final double USUAL = 4;
  private static final double RANGE = PhotoCodec.HIGHEST_QUALITY - PhotoCodec.LOWEST_QUALITY;

  /**
   * With the usual quality.
   *
   * @param locale of descriptions, may be null
   */
  public RdvImageWriteParam(Locale locale) {
    super(locale);
    canWriteCompressed = true;
    compressionTypes = new String[] {"rdv"};
    compressionType = compressionTypes[0];
    compressionQuality = (float) ((USUAL - PhotoCodec.LOWEST_QUALITY) / RANGE);
  }

  @Override
  public boolean isCompressionLossless() {
    return false;
  }

  /** Back to the usual quality. */
  @Override
  public void unsetCompression() {
    super.unsetCompression();
    compressionType = compressionTypes[0];
    compressionQuality = (float) ((USUAL - PhotoCodec.LOWEST_QUALITY) / RANGE);
  }

  @Override
  public String[] getCompressionQualityDescriptions() {
    return new String[] {"1: small", "8: fine"};
  }

  @Override
  public float[] getCompressionQualityValues() {
    return new float[] {0, 0.5f, 1};
  }

  /** The quality from 1 to 8 that a parameter stands for; the usual one unless it sets one. */
  static double quality(ImageWriteParam param) {
    return param != null
            && param.canWriteCompressed()
            && param.getCompressionMode() == MODE_EXPLICIT
        ? PhotoCodec.LOWEST_QUALITY + RANGE * param.getCompressionQuality()
        : USUAL;
  }
}

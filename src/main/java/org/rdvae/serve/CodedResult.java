package org.rdvae.serve;

import java.util.Optional;
import org.rdvae.codec.Photo;
import org.rdvae.evaluation.PhotoMeasure;

/**
 * A photo in a file, and how well.
 *
 * @param decoded what comes back out of it, if that is worth remembering: a browser decodes JPEG by
 *     itself
 */
record CodedResult(byte[] file, PhotoMeasure measure, Optional<Photo> decoded) {

  /**
   * As the page gets it.
   *
   * @param psnr absent if not a value differs
   * @param msSsim absent for a small picture
   */
  record Summary(
      double quality,
      long bytes,
      double bitsPerPixel,
      Double psnr,
      Double msSsim,
      double encodeSeconds,
      double decodeSeconds) {}

  Summary summary() {
    return new Summary(
        measure.quality(),
        measure.bytes(),
        measure.bitsPerPixel(),
        finite(measure.psnr()),
        finite(measure.msSsim()),
        measure.encodeSeconds(),
        measure.decodeSeconds());
  }

  /** JSON has no word for numbers that are not finite. */
  private static Double finite(double number) {
    return Double.isFinite(number) ? (Double) number : null;
  }

  long memoryBytes() {
    return file.length + decoded.map(RecentPhotos::bytes).orElse(0L);
  }
}

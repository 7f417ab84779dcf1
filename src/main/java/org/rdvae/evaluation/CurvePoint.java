package org.rdvae.evaluation;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A coder at one quality: means over the same pictures, all of them.
 *
 * @param bytes of a whole file
 * @param bitsPerPixel mean of each picture's own, as published curves have it
 * @param psnr in decibels, see {@link Psnr}
 * @param msSsim see {@link MsSsim}; NaN if a picture has none
 * @param encodeSeconds wall time for a picture
 * @param decodeSeconds wall time for a picture
 */
public record CurvePoint(
    double quality,
    double bytes,
    double bitsPerPixel,
    double psnr,
    double msSsim,
    double encodeSeconds,
    double decodeSeconds) {

  /** The means of pictures at one quality. */
  static CurvePoint of(double quality, List<PhotoMeasure> measures) {
    return new CurvePoint(
        quality,
        mean(measures, PhotoMeasure::bytes),
        mean(measures, PhotoMeasure::bitsPerPixel),
        mean(measures, PhotoMeasure::psnr),
        mean(measures, PhotoMeasure::msSsim),
        mean(measures, PhotoMeasure::encodeSeconds),
        mean(measures, PhotoMeasure::decodeSeconds));
  }

  private static double mean(List<PhotoMeasure> measures, ToDoubleFunction<PhotoMeasure> value) {
    return measures.stream().mapToDouble(value).average().orElseThrow();
  }
}

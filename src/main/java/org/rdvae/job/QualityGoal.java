package org.rdvae.job;

/** What a compressed photo is to be: of a quality, of a size, or of a fidelity. */
public sealed interface QualityGoal {
  /** Used where nothing is asked for. */
  QualityGoal USUAL = new AtQuality(4);

  /**
   * The quality itself.
   *
   * @param quality 1 to 8
   */
  record AtQuality(double quality) implements QualityGoal {}

  /**
   * The highest quality whose file is not larger.
   *
   * @param bitsPerPixel of the whole file, above 0
   */
  record AtMostBits(double bitsPerPixel) implements QualityGoal {}

  /**
   * The lowest quality that is not less faithful.
   *
   * @param decibels PSNR of the decoded picture, above 0
   */
  record AtLeastPsnr(double decibels) implements QualityGoal {}
}

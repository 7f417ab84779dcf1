package org.rdvae.evaluation;

/** Qualities as programs want them: whole ones without a point. */
public final class QualityText {
  /** Stands for the quality where a command is shown. */
  static final String PLACEHOLDER = "QUALITY";

  private QualityText() {}

  public static String of(double quality) {
    return quality == Math.rint(quality)
        ? Long.toString(Math.round(quality))
        : Double.toString(quality);
  }
}

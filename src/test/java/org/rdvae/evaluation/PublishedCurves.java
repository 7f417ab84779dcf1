package org.rdvae.evaluation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Means over the 24 pictures of Kodak's set as CompressAI publishes them (results/image/kodak):
 * Pillow's JPEG and WebP, and its pretrained models bmshj2018-factorized and bmshj2018-hyperprior.
 */
public final class PublishedCurves {
  private PublishedCurves() {}

  /** The curve of jpeg, webp, factorised or hyperprior. */
  public static RateCurve of(String coder) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                PublishedCurves.class.getResourceAsStream("kodak-published.csv"),
                StandardCharsets.UTF_8))) {
      List<CurvePoint> points =
          reader
              .lines()
              .map(line -> line.split(","))
              .filter(cells -> cells[0].equals(coder))
              .map(cells -> point(Double.parseDouble(cells[1]), Double.parseDouble(cells[2])))
              .toList();
      return new RateCurve(coder, "published", "", points);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CurvePoint point(double bitsPerPixel, double psnr) {
    return new CurvePoint(0, 0, bitsPerPixel, psnr, Double.NaN, Double.NaN, Double.NaN);
  }
}

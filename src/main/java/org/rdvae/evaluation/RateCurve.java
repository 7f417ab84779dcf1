package org.rdvae.evaluation;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Rate against distortion of a coder over a set of pictures.
 *
 * @param version of the programs behind it, in their own words
 * @param settings how it was called
 * @param points in the order of quality
 */
public record RateCurve(String name, String version, String settings, List<CurvePoint> points) {

  /** The curve of pictures that were each measured at the same qualities. */
  public static RateCurve of(ImageCoder coder, Collection<PhotoMeasure> measures) {
    return new RateCurve(
        coder.name(),
        coder.version(),
        coder.settings(),
        measures.stream()
            .collect(
                Collectors.groupingBy(PhotoMeasure::quality, TreeMap::new, Collectors.toList()))
            .entrySet()
            .stream()
            .map(entry -> CurvePoint.of(entry.getKey(), entry.getValue()))
            .toList());
  }
}

package org.rdvae.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.rdvae.evaluation.CurvePoint;
import org.rdvae.evaluation.PhotoMeasure;
import org.rdvae.evaluation.RateCurve;

/** Curves of two coders, the first with files of four fifths. */
public final class ExampleCurves {
  private ExampleCurves() {}

  public static RateCurve curve(String name, double size) {
    List<CurvePoint> points =
        IntStream.rangeClosed(1, 4)
            .mapToObj(
                q ->
                    new CurvePoint(
                        q, 1000 * q * size, 0.25 * q * size, 28 + q, 0.9 + 0.02 * q, 0.1 * q, 0.05))
            .toList();
    return new RateCurve(name, name + " 1.0", name + " -q QUALITY", points);
  }

  /** A report of these curves. */
  public static CurveReport report(RateCurve... curves) {
    Map<String, Object> origin = new LinkedHashMap<>();
    origin.put("command", "rdvae curve x");
    return new CurveReport(
        origin,
        List.of(
            new MeasuredPicture("a.png", 200, 160, "0123456789abcdef"),
            new MeasuredPicture("b, c.png", 200, 160, "fedcba9876543210")),
        List.of(curves),
        Map.of(
            "ours",
            List.of(
                new PhotoMeasure("a.png", 200, 160, 1, 800, 29, 0.92, 0.1, 0.05),
                new PhotoMeasure("b, c.png", 200, 160, 2.5, 900, 30, Double.NaN, 0.2, 0.07))));
  }
}

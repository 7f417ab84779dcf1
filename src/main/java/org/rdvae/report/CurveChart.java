package org.rdvae.report;

import java.util.Comparator;
import java.util.List;
import org.rdvae.evaluation.CurvePoint;
import org.rdvae.evaluation.RateCurve;

/** PSNR over the logarithm of bits per pixel, a line for each coder. */
final class CurveChart {
  private CurveChart() {}

  static LineChart of(CurveReport report) {
    List<MeasuredPicture> pictures = report.pictures();
    String title =
        pictures.size() == 1
            ? pictures.get(0).name()
            : "Mean over " + pictures.size() + " pictures";
    List<LineChart.Line> lines = report.curves().stream().map(CurveChart::line).toList();
    return new LineChart(title, "bits per pixel", "PSNR in dB", lines);
  }

  /** Of pictures that came back exactly there is no finite ratio, and nothing to draw. */
  private static LineChart.Line line(RateCurve curve) {
    List<CurvePoint> points =
        curve.points().stream()
            .filter(point -> Double.isFinite(point.psnr()))
            .sorted(Comparator.comparingDouble(CurvePoint::bitsPerPixel))
            .toList();
    return new LineChart.Line(
        curve.name(),
        points.stream().mapToDouble(CurvePoint::bitsPerPixel).toArray(),
        points.stream().mapToDouble(CurvePoint::psnr).toArray());
  }
}

package org.rdvae.evaluation;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.rdvae.base.Failure;

/**
 * Bjontegaard's difference of rates: by what percentage the files of one coder are larger (smaller
 * if negative) than those of another, the anchor, at equal PSNR, on average over the PSNR that both
 * curves span:
 *
 * <pre>
 *   100 (exp(mean over PSNR of ln rate(coder) - ln rate(anchor)) - 1)
 * </pre>
 *
 * <p>ln rate is interpolated over PSNR by {@link PiecewiseCubic} and integrated exactly, in natural
 * units of PSNR. The points are means over pictures, so this is the difference of the mean curves
 * and not the mean of the pictures' differences.
 *
 * <p>Bjontegaard, Calculation of Average PSNR Differences between RD-curves, VCEG-M33, 2001, there
 * with one polynomial for each curve; with PCHIP as in the common test conditions of JCT-VC
 * (JCTVC-L1100) and VCEG-AI11.
 *
 * @param percent the difference
 * @param lowestPsnr where the common span begins
 * @param highestPsnr where it ends
 */
public record BdRate(double percent, double lowestPsnr, double highestPsnr) {
  private static final int FEWEST_POINTS = 4;

  /**
   * Compares two curves.
   *
   * @throws Failure BAD_DATA if a curve has fewer than four points, or such as no curve goes
   *     through, or if the curves have no PSNR in common
   */
  public static BdRate of(RateCurve anchor, RateCurve coder) {
    List<CurvePoint> anchorPoints = sorted(anchor);
    List<CurvePoint> coderPoints = sorted(coder);
    double low = Math.max(lowest(anchorPoints), lowest(coderPoints));
    double high = Math.min(highest(anchorPoints), highest(coderPoints));
    if (low >= high) {
      throw refused(
          "expected curves with some PSNR in common, found %s and %s",
          span(anchor, anchorPoints), span(coder, coderPoints));
    }
    double difference =
        logRate(coderPoints).integral(low, high) - logRate(anchorPoints).integral(low, high);
    return new BdRate(100 * Math.expm1(difference / (high - low)), low, high);
  }

  private static List<CurvePoint> sorted(RateCurve curve) {
    List<CurvePoint> points =
        curve.points().stream().sorted(Comparator.comparingDouble(CurvePoint::psnr)).toList();
    if (points.size() < FEWEST_POINTS) {
      throw refused(
          "expected at least %d qualities of %s, found %d",
          FEWEST_POINTS, curve.name(), points.size());
    }
    for (int i = 0; i < points.size(); i++) {
      CurvePoint point = points.get(i);
      if (!Double.isFinite(point.psnr()) || !(point.bitsPerPixel() > 0)) {
        throw refused(
            "expected a finite PSNR and a positive rate of %s, found %.2f dB at %.4f bits per"
                + " pixel",
            curve.name(), point.psnr(), point.bitsPerPixel());
      }
      if (i > 0 && point.psnr() == points.get(i - 1).psnr()) {
        throw refused(
            "expected a different PSNR of %s at each quality, found %.4f dB twice",
            curve.name(), point.psnr());
      }
    }
    return points;
  }

  private static PiecewiseCubic logRate(List<CurvePoint> points) {
    return new PiecewiseCubic(
        points.stream().mapToDouble(CurvePoint::psnr).toArray(),
        points.stream().mapToDouble(point -> Math.log(point.bitsPerPixel())).toArray());
  }

  private static double lowest(List<CurvePoint> points) {
    return points.get(0).psnr();
  }

  private static double highest(List<CurvePoint> points) {
    return points.get(points.size() - 1).psnr();
  }

  private static String span(RateCurve curve, List<CurvePoint> points) {
    return String.format(
        Locale.ROOT, "%s from %.2f to %.2f dB", curve.name(), lowest(points), highest(points));
  }

  private static Failure refused(String format, Object... words) {
    return new Failure(
        Failure.Kind.BAD_DATA, String.format(Locale.ROOT, "BD-rate: " + format + ".", words));
  }
}

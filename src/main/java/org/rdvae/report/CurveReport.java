package org.rdvae.report;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.rdvae.evaluation.CurvePoint;
import org.rdvae.evaluation.PhotoMeasure;
import org.rdvae.evaluation.QualityText;
import org.rdvae.evaluation.RateCurve;

/**
 * Rate against distortion of several coders over the same pictures, as tables for people and for
 * programs.
 *
 * @param origin when, where and by which command it was measured
 * @param curves the models' first, then those of the baselines
 * @param measures of each picture by the name of the coder; none for curves of earlier runs
 */
public record CurveReport(
    Map<String, Object> origin,
    List<MeasuredPicture> pictures,
    List<RateCurve> curves,
    Map<String, List<PhotoMeasure>> measures) {

  /** Every difference of rates between two of the curves. */
  BdRates bdRates() {
    return BdRates.of(curves);
  }

  /** One JSON object: origin, pictures, coders, points and bd_rate by opponent. */
  public String json() {
    return CurveJson.write(this);
  }

  /** A row for each coder and quality: means over the pictures. */
  public void writeCurve(OutputStream out) throws IOException {
    CsvWriter table =
        new CsvWriter(
            out,
            "coder",
            "quality",
            "bytes",
            "bits_per_pixel",
            "psnr",
            "ms_ssim",
            "encode_seconds",
            "decode_seconds");
    for (RateCurve curve : curves) {
      for (CurvePoint point : curve.points()) {
        table.add(
            curve.name(),
            QualityText.of(point.quality()),
            point.bytes(),
            point.bitsPerPixel(),
            point.psnr(),
            point.msSsim(),
            point.encodeSeconds(),
            point.decodeSeconds());
      }
    }
    table.flush();
  }

  /** A row for each coder, picture and quality. */
  public void writePictures(OutputStream out) throws IOException {
    CsvWriter table =
        new CsvWriter(
            out,
            "coder",
            "picture",
            "width",
            "height",
            "quality",
            "bytes",
            "bits_per_pixel",
            "psnr",
            "ms_ssim",
            "encode_seconds",
            "decode_seconds");
    for (Map.Entry<String, List<PhotoMeasure>> coder : measures.entrySet()) {
      for (PhotoMeasure measure : coder.getValue()) {
        table.add(
            coder.getKey(),
            measure.photo(),
            measure.width(),
            measure.height(),
            QualityText.of(measure.quality()),
            measure.bytes(),
            measure.bitsPerPixel(),
            measure.psnr(),
            measure.msSsim(),
            measure.encodeSeconds(),
            measure.decodeSeconds());
      }
    }
    table.flush();
  }

  /** All curves in one picture. */
  public void writeChart(OutputStream out) throws IOException {
    CurveChart.of(this).writePng(out);
  }

  /** The same in Markdown, and what the curves differ by. */
  public String markdown() {
    MarkdownTable table =
        new MarkdownTable(
            List.of(
                "coder",
                "quality",
                "bytes",
                "bits per pixel",
                "PSNR, dB",
                "MS-SSIM",
                "encode, s",
                "decode, s"));
    for (RateCurve curve : curves) {
      for (CurvePoint point : curve.points()) {
        table.add(
            List.of(
                curve.name(),
                QualityText.of(point.quality()),
                number("%,.0f", point.bytes()),
                number("%.4f", point.bitsPerPixel()),
                number("%.2f", point.psnr()),
                number("%.4f", point.msSsim()),
                number("%.3f", point.encodeSeconds()),
                number("%.3f", point.decodeSeconds())));
      }
    }
    return table.text() + bdRates().markdown();
  }

  private static String number(String format, double number) {
    return Double.isNaN(number) ? "-" : String.format(Locale.ROOT, format, number);
  }
}

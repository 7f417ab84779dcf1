package org.rdvae.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.rdvae.checkpoint.AtomicFile;
import org.rdvae.evaluation.CurvePoint;
import org.rdvae.evaluation.RateCurve;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CurveReportTest {
  private static final CurveReport REPORT =
      ExampleCurves.report(ExampleCurves.curve("ours", 0.8), ExampleCurves.curve("jpeg", 1));

  private static byte[] written(AtomicFile.Writer writer) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.write(out);
    return out.toByteArray();
  }

  private static List<String> lines(AtomicFile.Writer writer) throws IOException {
    return new String(written(writer), StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void aRowForEachCoderAndQuality() throws IOException {
    List<String> rows = lines(REPORT::writeCurve);
    assertThat(rows)
        .hasSize(9)
        .startsWith(
            "coder,quality,bytes,bits_per_pixel,psnr,ms_ssim,encode_seconds,decode_seconds",
            "ours,1,800.0,0.2,29.0,0.92,0.1,0.05");
    assertThat(rows.get(5)).startsWith("jpeg,1,1000.0,0.25,29.0,");
  }

  @Test
  void aRowForEachPicture() throws IOException {
    assertThat(lines(REPORT::writePictures))
        .containsExactly(
            "coder,picture,width,height,quality,bytes,bits_per_pixel,psnr,ms_ssim,encode_seconds,"
                + "decode_seconds",
            "ours,a.png,200,160,1,800,0.2,29.0,0.92,0.1,0.05",
            "ours,\"b, c.png\",200,160,2.5,900,0.225,30.0,,0.2,0.07");
  }

  @Test
  void tablesForPeopleHaveTheDifferencesAndTheirSpan() {
    assertThat(REPORT.markdown())
        .startsWith("| coder | quality | bytes | bits per pixel | PSNR, dB | MS-SSIM |")
        .contains("| ours  | 1       | 800   | 0.2000         | 29.00    | 0.9200  | 0.100     |")
        .contains("| ours  | -                         | -20.0 % (29.0 to 32.0 dB) |")
        .contains("| jpeg  | +25.0 % (29.0 to 32.0 dB) | -                         |");
  }

  @Test
  void jsonHasPointsAndDifferencesByOpponent() {
    JsonNode json = JsonMapper.shared().readTree(REPORT.json());
    assertThat(json.get("command").asString()).isEqualTo("rdvae curve x");
    assertThat(json.get("points")).hasSize(8);
    JsonNode point = json.get("points").get(5);
    assertThat(point.get("coder").asString()).isEqualTo("jpeg");
    assertThat(point.get("quality").asDouble()).isEqualTo(2);
    assertThat(point.get("bytes").asDouble()).isEqualTo(2000);
    assertThat(point.get("bits_per_pixel").asDouble()).isEqualTo(0.5);
    assertThat(point.get("psnr").asDouble()).isEqualTo(30);
    assertThat(point.get("ms_ssim").asDouble()).isCloseTo(0.94, within(1e-12));
    assertThat(point.get("encode_seconds").asDouble()).isEqualTo(0.2);
    assertThat(point.get("decode_seconds").asDouble()).isEqualTo(0.05);
    assertThat(json.get("bd_rate").get("jpeg").asDouble())
        .as("of the first coder")
        .isCloseTo(-20, within(1e-9));
    assertThat(json.get("bd_rate")).hasSize(1);
    JsonNode pair = json.get("bd_rates").get(0);
    assertThat(pair.get("coder").asString()).isEqualTo("jpeg");
    assertThat(pair.get("opponent").asString()).isEqualTo("ours");
    assertThat(pair.get("lowest_psnr").asDouble()).isEqualTo(29);
    assertThat(pair.get("highest_psnr").asDouble()).isEqualTo(32);
    assertThat(json.get("coders").get(1).get("version").asString()).isEqualTo("jpeg 1.0");
    assertThat(json.get("pictures").get(0).get("sha256").asString()).hasSize(16);
  }

  @Test
  void whereThereIsNoDifferenceTheReasonIsGiven() {
    RateCurve few = new RateCurve("few", "", "", List.of(point(30), point(31), point(32)));
    CurveReport report = ExampleCurves.report(few, ExampleCurves.curve("jpeg", 1));
    String reason = "BD-rate: expected at least 4 qualities of few, found 3.";
    assertThat(report.markdown())
        .containsOnlyOnce(reason)
        .contains("| few   | -           | -            |");
    JsonNode json = JsonMapper.shared().readTree(report.json());
    assertThat(json.get("bd_rate").get("jpeg").isNull()).isTrue();
    assertThat(json.get("bd_rates").get(0).get("reason").asString()).isEqualTo(reason);
    assertThat(json.get("bd_rates").get(0).get("percent").isNull()).isTrue();
  }

  @Test
  void aSingleCurveIsComparedWithNothing() {
    CurveReport report = ExampleCurves.report(ExampleCurves.curve("ours", 1));
    assertThat(report.markdown()).doesNotContain("BD-rate");
    assertThat(JsonMapper.shared().readTree(report.json()).get("bd_rate")).isEmpty();
  }

  @Test
  void numbersThatDoNotExistAreLeftOut() throws IOException {
    CurvePoint exact =
        new CurvePoint(9, 5000, 2, Double.POSITIVE_INFINITY, Double.NaN, Double.NaN, Double.NaN);
    CurveReport report =
        ExampleCurves.report(new RateCurve("exact", "", "", List.of(point(30), exact)));
    assertThat(report.markdown())
        .contains("| exact | 9       | 5,000 | 2.0000         | Infinity | -       | -         |");
    JsonNode json = JsonMapper.shared().readTree(report.json()).get("points").get(1);
    assertThat(json.get("psnr").isNull()).isTrue();
    assertThat(json.get("ms_ssim").isNull()).isTrue();
    assertThat(lines(report::writeCurve).get(2)).isEqualTo("exact,9,5000.0,2.0,Infinity,,,");
    assertThat(ImageIO.read(new ByteArrayInputStream(written(report::writeChart)))).isNotNull();
  }

  private static CurvePoint point(double psnr) {
    return new CurvePoint(psnr, 100, 0.5, psnr, 0.9, 0, 0);
  }
}

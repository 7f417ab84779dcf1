package org.rdvae.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.rdvae.base.Failure;

class FileReportTest {
  private static final FilePair FILES = new FilePair("a.png", "a.rdv");

  @Test
  void saysInALineWhatWasMade() {
    assertThat(report(4, OptionalDouble.of(34.126)).text())
        .isEqualTo(
            "a.png -> a.rdv: 768 x 512, 43,210 bytes, 0.8791 bits per pixel, quality 4, PSNR 34.13"
                + " dB, 0.52 s");
    assertThat(report(4.125, OptionalDouble.of(Double.POSITIVE_INFINITY)).text())
        .contains("quality 4.125, no loss, 0.52 s");
    assertThat(report(4, OptionalDouble.empty()).text()).contains("quality 4, 0.52 s");
  }

  @Test
  void saysItToProgramsWithAllDigits() {
    assertThat(report(4, OptionalDouble.of(34.126)).json())
        .isEqualTo(
            "{\"input\":\"a.png\",\"output\":\"a.rdv\",\"width\":768,\"height\":512,\"channels\":3,"
                + "\"bytes\":43210,\"bits_per_pixel\":0.8791097005208334,\"quality\":4.0,"
                + "\"psnr\":34.126,\"seconds\":0.52,\"notes\":[\"a note\"]}");
    assertThat(report(4, OptionalDouble.of(Double.POSITIVE_INFINITY)).json())
        .contains("\"psnr\":null");
    assertThat(report(4, OptionalDouble.empty()).json()).doesNotContain("psnr");
    assertThat(FileReport.json(FILES, new Failure(Failure.Kind.BAD_DATA, "it is \"bad\"")))
        .isEqualTo("{\"input\":\"a.png\",\"error\":\"it is \\\"bad\\\"\"}");
  }

  private static FileReport report(double quality, OptionalDouble psnr) {
    return new FileReport(FILES, 768, 512, 3, 43_210, quality, psnr, 0.52, List.of("a note"));
  }
}

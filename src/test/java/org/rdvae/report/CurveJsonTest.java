package org.rdvae.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;
import org.rdvae.evaluation.CurvePoint;
import org.rdvae.evaluation.RateCurve;

class CurveJsonTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void file() {
    file = folder.resolve("curve.json");
  }

  @Test
  void whatIsWrittenIsReadButForSeconds() throws IOException {
    CurveReport report =
        ExampleCurves.report(ExampleCurves.curve("ours", 0.8), ExampleCurves.curve("jpeg", 1));
    Files.writeString(file, report.json());
    CurveJson.Saved saved = CurveJson.read(file);
    assertThat(saved.pictures()).isEqualTo(report.pictures());
    assertThat(saved.curves()).hasSize(2);
    for (int i = 0; i < 2; i++) {
      RateCurve curve = saved.curves().get(i);
      RateCurve original = report.curves().get(i);
      assertThat(curve.name()).isEqualTo(original.name());
      assertThat(curve.version()).isEqualTo(original.version());
      assertThat(curve.settings()).isEqualTo(original.settings());
      assertThat(curve.points())
          .usingRecursiveFieldByFieldElementComparatorIgnoringFields(
              "encodeSeconds", "decodeSeconds")
          .isEqualTo(original.points());
      assertThat(curve.points())
          .extracting(CurvePoint::encodeSeconds, CurvePoint::decodeSeconds)
          .allSatisfy(seconds -> assertThat(seconds.toList()).containsOnly(Double.NaN));
    }
  }

  /** Their points would be told apart by nothing. */
  @Test
  void refusesTwoCodersOfOneName() throws IOException {
    CurveReport report =
        ExampleCurves.report(ExampleCurves.curve("ours", 0.8), ExampleCurves.curve("ours", 1));
    Files.writeString(file, report.json());
    assertRefused(
        Failure.Kind.BAD_DATA,
        file + ": expected what rdvae curve writes, found two coders of the name ours.");
  }

  @Test
  void refusesWhatIsSomethingElse() throws IOException {
    assertRefused(Failure.Kind.MISSING_PATH, file + " does not exist.");
    Files.writeString(file, "{}");
    assertRefused(
        Failure.Kind.BAD_DATA,
        file + ": expected what rdvae curve writes, found no list of pictures.");
    Files.writeString(file, "{\"pictures\": [], \"coders\": [{\"name\": \"x\"}], \"points\": []}");
    assertRefused(
        Failure.Kind.BAD_DATA, file + ": expected what rdvae curve writes, found no version.");
    Files.writeString(
        file,
        "{\"pictures\": [], \"coders\": [{\"name\": \"x\", \"version\": \"\", \"settings\": \"\"}],"
            + " \"points\": [{\"coder\": \"x\", \"quality\": \"best\"}]}");
    assertRefused(
        Failure.Kind.BAD_DATA,
        file + ": expected what rdvae curve writes, found no number quality.");
    Files.writeString(file, "nonsense");
    assertThatThrownBy(() -> CurveJson.read(file))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith(
            file + ": expected what rdvae curve writes, found something else: Unrecognized token");
  }

  private void assertRefused(Failure.Kind kind, String message) {
    assertThatThrownBy(() -> CurveJson.read(file))
        .isInstanceOf(Failure.class)
        .hasMessage(message)
        .extracting(failure -> ((Failure) failure).kind())
        .isEqualTo(kind);
  }
}

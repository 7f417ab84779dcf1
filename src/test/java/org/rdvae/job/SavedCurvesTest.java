package org.rdvae.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.evaluation.RateCurve;
import org.rdvae.report.ExampleCurves;

class SavedCurvesTest {
  @TempDir private Path folder;

  /** Every run's file has the same name, and a file of a comparison has names of that kind. */
  @Test
  void noTwoCurvesHaveOneName() throws IOException {
    RateCurve ours = ExampleCurves.curve("rdvae", 0.7);
    RateCurve compared = ExampleCurves.curve("rdvae (curve.json)", 0.8);
    SavedCurves first = saved("a", ours, compared);
    SavedCurves second = saved("b", ExampleCurves.curve("rdvae", 0.9));
    List<RateCurve> curves = new ArrayList<>(List.of(ExampleCurves.curve("rdvae", 1)));
    curves.addAll(first.besides(curves));
    curves.addAll(second.besides(curves));
    assertThat(curves)
        .extracting(RateCurve::name)
        .containsExactly(
            "rdvae",
            "rdvae (curve.json)",
            "rdvae (curve.json) (curve.json)",
            "rdvae (curve.json 2)");
    assertThat(curves.get(3).points().get(0).bytes())
        .isGreaterThan(curves.get(1).points().get(0).bytes());
  }

  private SavedCurves saved(String name, RateCurve... curves) throws IOException {
    Path file = Files.createDirectory(folder.resolve(name)).resolve("curve.json");
    Files.writeString(file, ExampleCurves.report(curves).json());
    return SavedCurves.read(file);
  }
}

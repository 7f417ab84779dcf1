package org.rdvae.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rdvae.evaluation.ImageScore;
import org.rdvae.evaluation.ScoredImages;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ScoreReportTest {
  private static final ScoredImages USUAL =
      new ScoredImages(
          "usual",
          List.of("usual/1.png", "usual/2.png"),
          List.of(new ImageScore(10, 2, 9, 4), new ImageScore(20.5, 1.0 / 3, 15, 0.5)));
  private static final ScoredImages OTHER =
      new ScoredImages("other", List.of("a \"b\", c"), List.of(new ImageScore(15, 0.125, 30, 3)));

  @Test
  void writesARowForEachImage() throws IOException {
    assertThat(csv(report(List.of(OTHER))))
        .isEqualTo(
            """
            name,index,nll,elbo,rate,distortion,complexity,excess
            usual/1.png,0,10.0,-11.0,2.0,9.0,4.0,6.0
            usual/2.png,1,20.5,-15.333333333333334,0.3333333333333333,15.0,0.5,20.0
            "a ""b"", c",0,15.0,-30.125,0.125,30.0,3.0,12.0
            """);
  }

  @Test
  void leavesANumberThatIsNoneEmpty() throws IOException {
    ScoredImages broken =
        new ScoredImages("broken", List.of("broken"), List.of(new ImageScore(Double.NaN, 1, 2, 3)));
    ScoreReport report = new ScoreReport("m", 1, 1, List.of(broken), List.of(OTHER));
    assertThat(csv(report)).contains("broken,0,,-3.0,1.0,2.0,3.0,\n");
    JsonNode json = JsonMapper.shared().readTree(report.json());
    assertThat(json.get("sets").get(0).get("nll").isNull()).isTrue();
    assertThat(json.get("auroc").get("nll").isNull()).isTrue();
    assertThat(json.get("auroc").get("distortion").asDouble()).isEqualTo(1);
  }

  @Test
  void givesProgramsAveragesAndAurocs() {
    JsonNode json = JsonMapper.shared().readTree(report(List.of(OTHER)).json());
    assertThat(json.propertyNames())
        .containsExactly("model", "importance_samples", "seed", "sets", "auroc");
    assertThat(json.get("model").asString()).isEqualTo("abc");
    assertThat(json.get("importance_samples").asInt()).isEqualTo(20);
    assertThat(json.get("seed").asInt()).isEqualTo(4);
    JsonNode first = json.get("sets").get(0);
    assertThat(first.propertyNames())
        .containsExactly(
            "name", "images", "nll", "elbo", "rate", "distortion", "complexity", "excess");
    assertThat(first.get("images").asInt()).isEqualTo(2);
    assertThat(first.get("nll").asDouble()).isEqualTo(15.25);
    assertThat(json.get("sets").get(1).get("name").asString()).isEqualTo("other");
    assertThat(json.get("auroc").get("nll").asDouble()).isEqualTo(0.5);
    assertThat(json.get("auroc").get("elbo").asDouble()).isEqualTo(1);
    assertThat(json.get("auroc").get("rate").asDouble()).isZero();
    assertThat(json.get("auroc").get("distortion").asDouble()).isEqualTo(1);
  }

  @Test
  void givesPeopleATable() {
    assertThat(report(List.of(OTHER)).text())
        .contains("model abc, 20 importance samples; averages in nats per image")
        .containsPattern("images +nll +elbo +rate +distortion +complexity +excess\n")
        .containsPattern(" 2 +15\\.25 +-13\\.17 +1\\.17 +12\\.00 +2\\.25 +13\\.00  usual\n")
        .containsPattern(
            "AUROC +0\\.5000 +1\\.0000 +0\\.0000 +1\\.0000 +0\\.5000 +0\\.5000  of telling --against");
  }

  @Test
  void aDensityIsNotComparedWithACompressor() throws IOException {
    ScoredImages rows =
        new ScoredImages("rows", List.of("rows"), List.of(new ImageScore(1, 2, 3, Double.NaN)));
    ScoreReport report = new ScoreReport("m", 1, 1, List.of(rows), List.of());
    assertThat(report.text()).contains("distortion\n").doesNotContain("excess", "NaN");
    assertThat(csv(report)).contains("rows,0,1.0,-5.0,2.0,3.0,,\n");
  }

  @Test
  void withoutUnusualImagesTellsNothingApart() {
    assertThat(report(List.of()).text()).doesNotContain("AUROC").endsWith("  usual");
    assertThat(JsonMapper.shared().readTree(report(List.of()).json()).has("auroc")).isFalse();
  }

  private static ScoreReport report(List<ScoredImages> unusual) {
    return new ScoreReport("abc", 20, 4, List.of(USUAL), unusual);
  }

  private static String csv(ScoreReport report) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    report.writeCsv(out);
    return out.toString(StandardCharsets.UTF_8);
  }
}

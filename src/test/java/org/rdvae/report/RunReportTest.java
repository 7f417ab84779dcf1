package org.rdvae.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.report.FakeRun.autoencoderSubject;
import static org.rdvae.report.FakeRun.codecSubject;
import static org.rdvae.report.FakeRun.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunReportTest {
  @TempDir private Path folder;

  private FakeRun run(String name) throws IOException {
    return FakeRun.in(folder.resolve(name));
  }

  private static List<String> texts(Document page, String tag) {
    NodeList found = page.getElementsByTagName(tag);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(found.item(i).getTextContent());
    }
    return texts;
  }

  private static List<String> charts(Document page) {
    NodeList found = page.getElementsByTagName("figure");
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      String id = ((Element) found.item(i)).getAttribute("id");
      if (!id.isEmpty()) {
        ids.add(id);
      }
    }
    return ids;
  }

  @Test
  void aFinishedRunShowsCurvesPicturesLatentsSettingsNumbersAndProvenance() throws IOException {
    FakeRun run =
        run("digits")
            .autoencoder(3)
            .evaluated("[2.5,0.004,0.75]")
            .picture("samples", 1, 40)
            .picture("samples", 3, 40)
            .provenance("provenance.json", "{\"device\":\"cpu\",\"threads\":\"2\"}")
            .provenance("provenance-from-step-100.json", "{\"device\":\"cpu\",\"threads\":\"1\"}");
    Document page = PageReading.report(page(run.log(), autoencoderSubject()));
    assertThat(charts(page))
        .containsExactly(
            "elbo",
            "rate",
            "distortion",
            "rate-by-latent",
            "loss",
            "learning-rate",
            "gradient-norm",
            "speed",
            "step-time");
    assertThat(texts(page, "h1")).containsExactly("digits");
    assertThat(texts(page, "dd")).contains("-99.50", "95.25", "2 of 3", "3 of 3", "0:06", "250");
    assertThat(texts(page, "td")).contains("40", "the same", "1", "10");
    assertThat(texts(page, "th")).contains("begun", "resumed at step 100", "training.epochs");
    assertThat(texts(page, "p"))
        .anyMatch(text -> text.contains("2 of 3 are active by their rate, more than 0.01 nats"));
    assertThat(texts(page, "figcaption")).contains("epoch 1", "epoch 3");
    assertThat(texts(page, "title")).contains("z0: 2.5000 nats", "z1: 0.0040 nats");
  }

  @Test
  void aCurveIsDrawnWhereItsNumbersSay() throws IOException {
    FakeRun run = run("line");
    Files.writeString(
        run.folder().resolve("metrics.jsonl"),
        """
        {"type":"validation","step":0,"epoch":0,"elbo":-40.0}
        {"type":"validation","step":50,"epoch":1,"elbo":-20.0}
        {"type":"validation","step":100,"epoch":2,"elbo":-30.0}
        """);
    Document page = PageReading.report(page(run.log(), autoencoderSubject()));
    Element line = PathFinder.named(page, "validation").orElseThrow();
    int left = SvgChart.LEFT;
    int right = SvgChart.WIDTH - SvgChart.RIGHT;
    int bottom = SvgChart.HEIGHT - SvgChart.BOTTOM;
    int middle = (left + right) / 2;
    int half = (SvgChart.TOP + bottom) / 2;
    assertThat(line.getAttribute("d"))
        .isEqualTo(
            "M"
                + left
                + " "
                + bottom
                + "L"
                + middle
                + " "
                + SvgChart.TOP
                + "L"
                + right
                + " "
                + half);
  }

  @Test
  void aCodecsRunShowsLossRateAndQuality() throws IOException {
    FakeRun run = run("photo").codec(4).picture("decoded", 4, 30);
    Document page = PageReading.report(page(run.log(), codecSubject()));
    assertThat(charts(page)).containsExactly("loss", "bits-per-pixel", "psnr", "rate-curve");
    assertThat(texts(page, "dd")).contains("1.1800", "0.050 bpp, 26.0 dB", "0.400 bpp, 33.0 dB");
    assertThat(texts(page, "li")).anyMatch(text -> text.contains("quality 8"));
    assertThat(texts(page, "li")).anyMatch(text -> text.contains("epoch 2"));
  }

  @Test
  void whatFilesSayIsTextAndNothingElse() throws IOException {
    String hostile = "<img src=x onerror=alert(1)>'\\\"&";
    FakeRun run =
        run("a<b>&'").autoencoder(1).provenance("provenance.json", "{\"<i>\":\"" + hostile + "\"}");
    run.picture("<svg onload=a>", 1, 20);
    RunSubject subject =
        new RunSubject(
            false,
            1,
            1,
            List.of(new ChangedSetting("<p>", "<script>x</script>", "\"")),
            Map.of("<p>", "<script>y</script>"),
            Optional.empty(),
            List.of("<b>note</b>"));
    String written = page(run.log(), subject);
    assertThat(written).doesNotContain("<img src=x", "<script>x", "<b>", "<svg onload", "<i>");
    Document page = PageReading.report(written);
    assertThat(texts(page, "td"))
        .contains("<script>x</script>", "<img src=x onerror=alert(1)>'\"&");
    FakeRun other = run("c").autoencoder(1);
    String both =
        new RunReport(List.of(run.log(), other.log()), List.of(subject, autoencoderSubject()))
            .html();
    assertThat(both).doesNotContain("<script>y", "<b>note", "<svg onload");
    PageReading.report(both);
  }

  @Test
  void aRunThatHasJustBegunIsAPageToo() throws IOException {
    Document page = PageReading.report(page(run("new").log(), autoencoderSubject()));
    assertThat(texts(page, "p")).contains("Nothing was measured yet.", "The run left none.");
    assertThat(charts(page)).isEmpty();
  }

  @Test
  void aLineThatIsBeingWrittenIsLeftOutAndADamagedOneTold() throws IOException {
    FakeRun run = run("torn").autoencoder(2);
    Path metrics = run.folder().resolve("metrics.jsonl");
    Files.writeString(metrics, "\u0000\u0000{\"step\":\n{\"type\":\"tr", StandardOpenOption.APPEND);
    Document page = PageReading.report(page(run.log(), autoencoderSubject()));
    assertThat(texts(page, "p"))
        .contains("1 lines of metrics.jsonl and timing.jsonl could not be read.");
    assertThat(texts(page, "dd")).contains("2 of 3");
  }

  @Test
  void severalRunsAreNamedOverlaidAndCompared() throws IOException {
    FakeRun first = run("a/seed-1").autoencoder(2).evaluated("[1.0]").picture("samples", 2, 20);
    FakeRun second = run("b/seed-1").autoencoder(3).picture("samples", 3, 20);
    RunSubject other =
        new RunSubject(
            false,
            4,
            10,
            List.of(),
            Map.of("training.epochs", "4", "seed", "1"),
            Optional.empty(),
            List.of());
    RunReport report =
        new RunReport(List.of(first.log(), second.log()), List.of(autoencoderSubject(), other));
    Document page = PageReading.report(report.html());
    assertThat(texts(page, "h1")).containsExactly("2 runs");
    assertThat(texts(page, "th")).contains("a/seed-1", "b/seed-1", "training.epochs");
    assertThat(texts(page, "th")).doesNotContain("seed");
    assertThat(charts(page)).contains("elbo", "rate", "distortion", "train-loss", "speed");
    assertThat(PathFinder.named(page, "a/seed-1")).isPresent();
    assertThat(PathFinder.named(page, "b/seed-1")).isPresent();
    assertThat(page.getElementsByTagName("img").getLength()).isEqualTo(2);
    List<JsonNode> lines =
        report.json().lines().map(line -> JsonMapper.shared().readTree(line)).toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).get("run").asString()).isEqualTo("a/seed-1");
    assertThat(lines.get(0).get("test_elbo").asDouble()).isEqualTo(-99.5);
    assertThat(lines.get(1).has("test_elbo")).isFalse();
    assertThat(lines.get(1).get("validation_epoch").asInt()).isEqualTo(3);
  }

  @Test
  void aPageGrowsByNoMoreThanItsShareOfPictures() throws IOException {
    FakeRun run = run("many").autoencoder(1);
    for (int epoch = 1; epoch <= 40; epoch++) {
      run.picture("samples", epoch, 20);
    }
    Files.write(run.folder().resolve("samples/samples-epoch-00039.png"), new byte[100]);
    Document page = PageReading.report(page(run.log(), autoencoderSubject()));
    assertThat(texts(page, "figcaption")).contains("epoch 1", "epoch 40");
    assertThat(texts(page, "p"))
        .contains("6 of 40 pictures; all of them are in the folder samples.");
    ReportPage small = new ReportPage("small", "");
    new PictureSection(small, 10).write(run.log().pictures());
    assertThat(PageReading.report(small.finish()).getElementsByTagName("img").getLength()).isZero();
  }

  @Test
  void thePlaneShowsEveryClassByItsNumber() throws IOException {
    LatentPlane plane =
        new LatentPlane(
            "3 validation images",
            4,
            1,
            new double[] {0, 1, 2},
            new double[] {0, 1, 4},
            new int[] {7, 3, 7},
            9,
            new double[] {0.1, 2, 0, 0, 3, 0, 0, 0, 0});
    RunSubject subject = autoencoderSubject().with(Optional.of(plane), List.of());
    RunLog log = run("plane").autoencoder(1).log();
    Document page = PageReading.report(page(log, subject));
    assertThat(charts(page)).contains("rate-by-latent", "latent-plane");
    assertThat(PathFinder.named(page, "7").orElseThrow().getAttribute("d")).matches("M.+h0M.+h0");
    assertThat(texts(page, "text")).contains("mean of z4", "mean of z1", "3", "7");
    assertThat(texts(page, "p"))
        .anyMatch(text -> text.contains("The two of 9 latent variables with the highest rate."));
  }

  @Test
  void everyDrawingIsAFileToo() throws IOException {
    RunLog log = run("plots").autoencoder(3).log();
    RunReport report = new RunReport(List.of(log), List.of(autoencoderSubject()));
    Path plots = folder.resolve("plots-of-it");
    assertThat(report.writePlots(plots)).isEmpty();
    for (String name : List.of("elbo", "rate", "distortion", "loss", "gradient-norm", "speed")) {
      assertThat(ImageIO.read(plots.resolve(name + ".png").toFile()).getWidth()).isEqualTo(1200);
    }
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(report.writePlots(file).orElseThrow()).startsWith("The plots were not drawn: ");
  }
}

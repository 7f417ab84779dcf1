package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.cli.CommandResult.done;
import static org.rdvae.cli.CommandResult.refused;
import static org.rdvae.cli.CommandResult.saying;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.job.TinyFiles;
import org.rdvae.report.EventReading;
import org.rdvae.report.PageReading;
import org.tensorflow.framework.Summary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a training leaves to be looked at, and what {@code report} makes of it afterwards. */
class ReportCommandTest {
  @TempDir private static Path folder;
  private static TinyJob job;
  private static Path run;
  private static CommandResult training;

  @BeforeAll
  static void train() {
    job = TinyJob.in(folder.resolve("labelled"));
    TinyFiles.addClasses(job.config());
    run = folder.resolve("run");
    training = done(job.train(run));
  }

  private static String page(Path file) throws IOException {
    String page = Files.readString(file);
    PageReading.report(page);
    return page;
  }

  @Test
  void aTrainingEndsWithItsReportAndPlots() throws IOException {
    assertThat(training.err()).contains("report: " + run.resolve("report.html"));
    assertThat(page(run.resolve("report.html")))
        .contains(
            "id=\"elbo\"",
            "id=\"rate-by-latent\"",
            "id=\"latent-plane\"",
            "60 validation images",
            "Colours and numbers are the classes of the labels.",
            "data:image/png;base64,",
            "3 of 3 epochs",
            "model.<wbr/>classes");
    assertThat(FolderListing.of(run.resolve("plots")))
        .containsKeys("elbo.png", "rate.png", "distortion.png", "speed.png", "latent-plane.png");
  }

  @Test
  void eventsSayWhatTheMetricsSay() throws IOException {
    List<EventReading.Event> events = EventReading.kept(run);
    for (String type : List.of("train", "validation")) {
      List<Long> steps =
          Files.readAllLines(run.resolve("metrics.jsonl")).stream()
              .map(JsonMapper.shared()::readTree)
              .filter(line -> line.get("type").asString().equals(type))
              .map(line -> line.get("step").asLong())
              .toList();
      assertThat(steps).isNotEmpty();
      assertThat(EventReading.steps(events, type + "/elbo")).isEqualTo(steps);
    }
    assertThat(EventReading.steps(events, "samples")).containsExactly(12L, 24L, 36L);
    assertThat(EventReading.steps(events, "test/elbo")).hasSize(1);
    Summary test = events.get(events.size() - 1).summary();
    assertThat(test.getValue(0).getTag()).isEqualTo("test/rate_by_latent");
    assertThat(test.getValue(0).getHisto().getNum()).isEqualTo(TinyFiles.LATENTS);
  }

  @Test
  void reportRenewsThePageAndMayLeaveTheLatentsOut() throws IOException {
    Path other = copy(run, "renewed");
    CommandResult result = done("report", other, "--no-latents", "--threads", 1, "--json");
    assertThat(result.err()).contains("report -> " + other.resolve("report.html"));
    assertThat(page(other.resolve("report.html"))).doesNotContain("latent-plane");
    JsonNode numbers = JsonMapper.shared().readTree(result.out());
    JsonNode evaluation =
        JsonMapper.shared().readTree(Files.readString(run.resolve("evaluation.json")));
    assertThat(numbers.get("test_nll")).isEqualTo(evaluation.get("nll"));
    assertThat(numbers.get("kind").asString()).isEqualTo("autoencoder");
    assertThat(numbers.get("epochs").asInt()).isEqualTo(3);
  }

  @Test
  void aRunThatStoppedEarlyAndLostItsDataIsReportedToo() throws IOException {
    TinyJob lost = TinyJob.in(folder.resolve("lost"));
    Path stopped = lost.stopped(folder.resolve("stopped"));
    Files.writeString(
        stopped.resolve("metrics.jsonl"), "{\"type\":\"tra", StandardOpenOption.APPEND);
    done("report", stopped, "--threads", 1);
    assertThat(page(stopped.resolve("report.html"))).contains("0 of 3 epochs");
    Path gone = copy(run, "gone");
    Files.move(job.images(), job.images().resolveSibling("elsewhere"));
    try {
      done("report", gone, "--threads", 1);
    } finally {
      Files.move(job.images().resolveSibling("elsewhere"), job.images());
    }
    assertThat(page(gone.resolve("report.html"))).contains("The latent plane is left out: ");
  }

  @Test
  void severalRunsShareOnePage() throws IOException {
    Path second = copy(run, "second");
    Path out = folder.resolve("pages/both.html");
    done("report", run, second, "--out", out, "--threads", 1);
    assertThat(page(out)).contains(">2 runs<", "data-name=\"second\"", "Settings that differ");
    refused(73, saying(out + " exists already; add --force"), "report", run, "--out", out);
    done("report", run, "--out", out, "--force", "--no-latents");
    assertThat(page(out)).contains("<h1>run</h1>");
    refused(2, saying("--out: expected the name of a page for several runs"), "report", run, run);
  }

  @Test
  void whatIsNoRunIsRefused() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    refused(66, saying(empty + ": expected the folder of a run", "config.yaml"), "report", empty);
    refused(66, saying("found nothing of that name"), "report", folder.resolve("absent"));
    refused(66, saying("found a file"), "report", run.resolve("config.yaml"));
    assertThat(FolderListing.of(empty)).containsOnlyKeys("");
  }

  /** Something that nobody removes stands where the page should go. */
  @Test
  void aReportThatCannotBeMadeIsToldInOneLineAndNoMore() throws IOException {
    Path other = copy(run, "blocked");
    Files.delete(other.resolve("report.html"));
    Files.createDirectories(other.resolve("report.html/inside"));
    CommandResult result = done(job.train(other, "--resume"));
    assertThat(result.out()).contains("elbo");
    assertThat(result.err().lines().filter(line -> line.contains("report")))
        .singleElement()
        .asString()
        .startsWith("The training is complete, but its report could not be made: ")
        .contains("it is a folder")
        .endsWith("(rdvae report " + other + " tries again)");
  }

  private static Path copy(Path from, String name) throws IOException {
    Path to = folder.resolve(name);
    for (Map.Entry<String, String> entry : FolderListing.of(from).entrySet()) {
      Path target = to.resolve(entry.getKey());
      if (entry.getValue().equals("folder")) {
        Files.createDirectories(target);
      } else {
        Files.copy(from.resolve(entry.getKey()), target);
      }
    }
    return to;
  }
}

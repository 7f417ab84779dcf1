package org.rdvae.report;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Several runs side by side: their curves in one drawing, their numbers and settings in tables. */
final class RunsPage {
  private static final String NONE = "-";

  private final List<RunLog> logs;
  private final List<RunSubject> subjects;
  private final List<String> names;
  private final ReportPage page;

  private RunsPage(List<RunLog> logs, List<RunSubject> subjects) {
    this.logs = logs;
    this.subjects = subjects;
    names = RunNames.of(logs.stream().map(RunLog::folder).toList());
    page = new ReportPage(logs.size() + " runs", String.join(", ", names));
  }

  /** The page as text. */
  static String write(List<RunLog> logs, List<RunSubject> subjects) {
    RunsPage page = new RunsPage(logs, subjects);
    page.warnings();
    page.curves();
    page.numbers();
    page.settings();
    page.pictures();
    return page.page.finish();
  }

  private void warnings() {
    for (int run = 0; run < logs.size(); run++) {
      String name = names.get(run);
      subjects.get(run).notes().forEach(note -> page.paragraph(name + ": " + note, "warning"));
    }
  }

  private void curves() {
    page.heading("Curves");
    page.html().open("div", "class", "charts");
    chart("loss", "Loss, validation", "weighted bits per pixel", RunComparison::codecLoss);
    chart("bits", "Rate at quality 4, validation", "bits per pixel", RunComparison::codecRate);
    chart("psnr", "PSNR at quality 4, validation", "dB", RunComparison::codecPsnr);
    chart(
        "bound",
        "Importance-weighted bound, validation",
        "nats per example",
        RunComparison.validation("bound"));
    chart("elbo", "ELBO, validation", "nats per example", RunComparison.validation("elbo"));
    chart("rate", "Rate, validation", "nats per example", RunComparison.validation("rate"));
    chart(
        "distortion",
        "Distortion, validation",
        "nats per example",
        RunComparison.validation("distortion"));
    chart("train-elbo", "ELBO, training", "nats per example", RunComparison::trainingBound);
    chart("train-loss", "Loss, training", "loss", RunComparison.train("loss"));
    chart("gradient-norm", "Norm of the gradient", "norm", RunComparison.train("gradient_norm"));
    chart("speed", "Speed", "images a second", RunComparison::speed);
    page.html().close();
  }

  private void chart(
      String id, String title, String unit, BiFunction<RunLog, RunSubject, LineChart.Line> line) {
    List<LineChart.Line> lines =
        IntStream.range(0, logs.size())
            .mapToObj(
                run -> RunCharts.thin(line.apply(logs.get(run), subjects.get(run)), names.get(run)))
            .toList();
    LineChart chart = new LineChart(title, "step", unit, LineChart.Kind.COURSE, lines);
    if (!chart.isEmpty()) {
      new SvgChart(id, chart, "").write(page.html());
    }
  }

  private void numbers() {
    page.heading("Numbers");
    Map<String, Map<Integer, String>> rows = new LinkedHashMap<>();
    for (int run = 0; run < logs.size(); run++) {
      for (FinalNumbers.Entry number :
          FinalNumbers.of(logs.get(run), subjects.get(run)).numbers()) {
        rows.computeIfAbsent(number.label(), label -> new LinkedHashMap<>())
            .put(run, number.text());
      }
    }
    List<List<String>> cells = new ArrayList<>();
    rows.forEach((label, values) -> cells.add(row(label, run -> values.getOrDefault(run, NONE))));
    page.table(headings("what"), cells, "number");
  }

  private void settings() {
    page.heading("Settings that differ");
    Set<String> paths = new LinkedHashSet<>();
    subjects.forEach(subject -> paths.addAll(subject.settings().keySet()));
    List<List<String>> cells = new ArrayList<>();
    for (String path : paths) {
      List<String> row = row(path, run -> subjects.get(run).settings().getOrDefault(path, NONE));
      // What a run does not have follows from another setting, or from the age of its config.
      Set<String> values = new LinkedHashSet<>(row.subList(1, row.size()));
      values.remove(NONE);
      if (values.size() > 1) {
        cells.add(row);
      }
    }
    if (cells.isEmpty()) {
      page.paragraph("None.", "note");
    } else {
      page.table(headings("setting"), cells, "value");
    }
  }

  private List<String> headings(String first) {
    List<String> headings = new ArrayList<>(List.of(first));
    headings.addAll(names);
    return headings;
  }

  private List<String> row(String heading, IntFunction<String> cell) {
    List<String> row = new ArrayList<>(List.of(heading));
    IntStream.range(0, logs.size()).mapToObj(cell).forEach(row::add);
    return row;
  }

  /** The last one of every kind of every run. */
  private void pictures() {
    Set<String> kinds = new LinkedHashSet<>();
    logs.forEach(log -> log.pictures().forEach(picture -> kinds.add(picture.kind())));
    if (kinds.isEmpty()) {
      return;
    }
    page.heading("Last pictures");
    long share = PictureSection.MOST_BYTES / logs.size() / kinds.size();
    for (String kind : kinds) {
      page.html().element("h3", kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1));
      page.html().open("div", "class", "pictures");
      for (int run = 0; run < logs.size(); run++) {
        last(logs.get(run), names.get(run), kind, share);
      }
      page.html().close();
    }
  }

  private void last(RunLog log, String name, String kind, long mostBytes) {
    Optional<RunLog.Picture> last =
        log.pictures().stream()
            .filter(picture -> picture.kind().equals(kind))
            .reduce((before, after) -> after);
    if (last.isEmpty()) {
      return;
    }
    String caption = name + ", epoch " + last.get().epoch();
    page.html().open("figure", "class", "earlier");
    try {
      byte[] bytes = Files.readAllBytes(last.get().file());
      if (bytes.length <= mostBytes && PngSize.of(bytes).isPresent()) {
        PictureSection.figure(page.html(), kind + " of " + name, caption, bytes);
      } else {
        page.html().element("figcaption", caption + ": too large for this page");
      }
    } catch (IOException e) {
      page.html().element("figcaption", caption + ": could not be read");
    }
    page.html().close();
  }
}

package org.rdvae.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The report of one run. */
final class RunPage {
  private final RunLog log;
  private final RunSubject subject;
  private final ReportPage page;

  private RunPage(RunLog log, RunSubject subject) {
    this.log = log;
    this.subject = subject;
    page = new ReportPage(log.name(), words());
  }

  /** The page as text. */
  static String write(RunLog log, RunSubject subject) {
    RunPage page = new RunPage(log, subject);
    page.summary();
    List<RunCharts.Section> curves = new RunCharts(log, subject).sections();
    curves.stream().limit(1).forEach(page::charts);
    page.pictures();
    page.latents();
    curves.stream().skip(1).forEach(page::charts);
    page.settings();
    page.numbers();
    page.provenance();
    return page.page.finish();
  }

  private String words() {
    return String.format(
        Locale.ROOT,
        "Training of %s, %d%s epochs, %,d steps. %s",
        subject.codec() ? "a codec" : "an autoencoder",
        log.epochs(),
        subject.epochs() > 0 ? " of " + subject.epochs() : "",
        log.steps(),
        log.folder());
  }

  private void summary() {
    page.tiles(Headline.of(log, subject));
    subject.notes().forEach(note -> page.paragraph(note, "warning"));
    int unreadable = log.metrics().unreadable() + log.timing().unreadable();
    if (unreadable > 0) {
      page.paragraph(
          unreadable + " lines of metrics.jsonl and timing.jsonl could not be read.", "warning");
    }
    if (log.metrics().isEmpty()) {
      page.paragraph("Nothing was measured yet.", "warning");
    }
  }

  private void charts(RunCharts.Section section) {
    page.heading(section.title());
    page.html().open("div", "class", "charts");
    section
        .charts()
        .forEach(chart -> new SvgChart(chart.id(), chart.lines(), chart.note()).write(page.html()));
    page.html().close();
  }

  private void latents() {
    double[] rates = log.testRates();
    String images = "the test images";
    if (rates.length == 0 && subject.plane().isPresent()) {
      rates = subject.plane().get().rates();
      images = subject.plane().get().images();
    }
    if (rates.length == 0 && subject.plane().isEmpty()) {
      return;
    }
    page.heading("Latent variables");
    page.html().open("div", "class", "charts");
    if (rates.length > 0) {
      SvgBars bars = new SvgBars("rate-by-latent", rates, "");
      new SvgBars("rate-by-latent", rates, note(bars, images)).write(page.html());
    }
    subject
        .plane()
        .ifPresent(
            plane -> new SvgChart("latent-plane", plane.chart(), plane.note()).write(page.html()));
    page.html().close();
  }

  private static String note(SvgBars bars, String images) {
    return String.format(
        Locale.ROOT,
        "Averages over %s. %d of %d are active by their rate, more than %s nats; the others are grey.",
        images,
        bars.active(),
        bars.rates().length,
        SvgBars.ACTIVE);
  }

  private void pictures() {
    if (!log.pictures().isEmpty()) {
      page.heading("Pictures");
      new PictureSection(page, PictureSection.MOST_BYTES).write(log.pictures());
    }
  }

  private void settings() {
    page.heading("Settings changed from their defaults");
    if (subject.changed().isEmpty()) {
      page.paragraph("None that is known.", "note");
      return;
    }
    page.table(
        List.of("setting", "value", "default"),
        subject.changed().stream()
            .map(
                setting ->
                    List.of(
                        setting.path(),
                        setting.value(),
                        setting.initial().isEmpty() ? "none" : setting.initial()))
            .toList(),
        "value");
  }

  private void numbers() {
    page.heading("Numbers");
    List<List<String>> rows =
        FinalNumbers.of(log, subject).numbers().stream()
            .map(number -> List.of(number.label(), number.text()))
            .toList();
    page.table(List.of("what", "value"), rows, "number");
  }

  /** A column for each beginning; what a resumption did not change is not repeated. */
  private void provenance() {
    page.heading("Provenance");
    if (log.starts().isEmpty()) {
      page.paragraph("The run left none.", "note");
      return;
    }
    List<String> headings = new ArrayList<>(List.of("what"));
    Set<String> keys = new LinkedHashSet<>();
    for (RunLog.Start start : log.starts()) {
      headings.add(
          start.step() == 0
              ? "begun"
              : String.format(Locale.ROOT, "resumed at step %,d", start.step()));
      keys.addAll(start.values().keySet());
    }
    List<List<String>> rows = new ArrayList<>();
    for (String key : keys) {
      rows.add(Stream.concat(Stream.of(key), values(key).stream()).toList());
    }
    page.table(headings, rows, "value");
  }

  private List<String> values(String key) {
    List<String> values = new ArrayList<>();
    String before = null;
    for (RunLog.Start start : log.starts()) {
      String value = start.values().getOrDefault(key, "not said");
      values.add(value.equals(before) ? "the same" : value);
      before = value;
    }
    return values;
  }
}

package org.rdvae.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** The curves of one run, in sections. */
final class RunCharts {
  /** More points than a drawing has room for. */
  private static final int POINTS = 240;

  private static final double[] SHOWN_QUALITIES = {1, 3, 5, 8};

  /** A curve with the name of its file. */
  record Chart(String id, LineChart lines, String note) {}

  /** Curves that belong together. */
  record Section(String title, List<Chart> charts) {}

  private final RunLog log;
  private final RunSubject subject;

  RunCharts(RunLog log, RunSubject subject) {
    this.log = log;
    this.subject = subject;
  }

  /** Those that have something in them. */
  List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    add(sections, "Learning curves", subject.codec() ? codec() : autoencoder());
    List<Chart> others = optimisation();
    others.addAll(speed());
    add(sections, "Optimisation and speed", others);
    return sections;
  }

  private static void add(List<Section> sections, String title, List<Chart> charts) {
    List<Chart> drawn = charts.stream().filter(chart -> !chart.lines().isEmpty()).toList();
    if (!drawn.isEmpty()) {
      sections.add(new Section(title, drawn));
    }
  }

  private List<Chart> autoencoder() {
    List<Chart> charts = new ArrayList<>();
    if (log.validation().last().filter(line -> line.has("bound")).isPresent()) {
      charts.add(
          course(
              "bound",
              "Importance-weighted bound, validation",
              "nats per example",
              List.of(log.validation().series("validation", "bound"))));
    }
    charts.add(both("elbo", "ELBO", "nats per example", "elbo"));
    charts.add(both("rate", "Rate", "nats per example", "rate"));
    charts.add(both("distortion", "Distortion", "nats per example", "distortion"));
    int levels = log.train().last().map(line -> line.path("rate_by_level").size()).orElse(0);
    List<LineChart.Line> lines = new ArrayList<>();
    for (int level = 0; level < levels; level++) {
      int number = level;
      lines.add(
          log.train()
              .series("level " + (level + 1), line -> line.path("rate_by_level").path(number)));
    }
    charts.add(course("rate-by-level", "Rate of each level, training", "nats", lines));
    return charts;
  }

  private List<Chart> codec() {
    List<Chart> charts = new ArrayList<>();
    charts.add(
        course(
            "loss",
            "Loss",
            "weighted bits per pixel",
            List.of(log.train().series("train", "loss"), validationLoss(log, "validation"))));
    charts.add(qualities("bits-per-pixel", "Rate, validation", "bits per pixel", "bits_per_pixel"));
    charts.add(qualities("psnr", "PSNR, validation", "dB", "psnr"));
    charts.add(rateCurves());
    return charts;
  }

  /** A codec's: rate and distortion with the weights of the qualities. */
  static LineChart.Line validationLoss(RunLog log, String name) {
    LineChart.Line rate = log.validation().series(name, "rate");
    LineChart.Line distortion = log.validation().series(name, "distortion");
    double[] sum = rate.y().clone();
    for (int i = 0; i < Math.min(sum.length, distortion.count()); i++) {
      sum[i] += distortion.y()[i];
    }
    return new LineChart.Line(name, rate.x(), sum);
  }

  private Chart qualities(String id, String title, String unit, String key) {
    List<LineChart.Line> lines = new ArrayList<>();
    for (double quality : SHOWN_QUALITIES) {
      lines.add(
          log.validation()
              .series(
                  String.format(Locale.ROOT, "quality %.0f", quality),
                  line -> atQuality(line, quality).path(key)));
    }
    return course(id, title, unit, lines);
  }

  static JsonNode atQuality(JsonNode line, double quality) {
    return line.path("qualities")
        .valueStream()
        .filter(point -> point.path("quality").asDouble(0) == quality)
        .findFirst()
        .orElse(line.path("qualities").path(-1));
  }

  /** At the first, a middle and the latest validation. */
  private Chart rateCurves() {
    List<JsonNode> having =
        log.validation().lines().stream()
            .filter(line -> line.path("qualities").size() > 0)
            .toList();
    List<LineChart.Line> lines = new ArrayList<>();
    if (!having.isEmpty()) {
      int last = having.size() - 1;
      for (int place : new TreeSet<>(List.of(0, last / 2, last))) {
        lines.add(rateCurve(having.get(place)));
      }
    }
    return new Chart(
        "rate-curve",
        new LineChart("Quality over rate, validation", "bits per pixel", "PSNR in dB", lines),
        "Qualities 1 to 8, by the model's own estimate of the rate, without headers.");
  }

  private static LineChart.Line rateCurve(JsonNode line) {
    List<JsonNode> points =
        line.path("qualities")
            .valueStream()
            .filter(point -> point.path("bits_per_pixel").asDouble(0) > 0)
            .filter(point -> point.path("psnr").isNumber())
            .toList();
    return new LineChart.Line(
        "epoch " + line.path("epoch").asInt(0),
        points.stream().mapToDouble(point -> point.get("bits_per_pixel").asDouble()).toArray(),
        points.stream().mapToDouble(point -> point.get("psnr").asDouble()).toArray());
  }

  /** What keeps one value stands among the settings. */
  private List<Chart> optimisation() {
    List<Chart> charts = new ArrayList<>();
    if (!subject.codec()) {
      charts.add(train("loss", "Loss, training", "nats per example", "loss"));
      charts.add(train("beta", "Beta, training", "beta", "beta"));
    }
    charts.add(train("learning-rate", "Learning rate", "learning rate", "learning_rate"));
    charts.removeIf(chart -> chart.lines().isConstant());
    charts.add(train("gradient-norm", "Norm of the gradient", "norm", "gradient_norm"));
    return charts;
  }

  private List<Chart> speed() {
    LineChart.Line images = log.timing().series("images a second", "images_per_second");
    List<Chart> charts = new ArrayList<>();
    charts.add(course("speed", "Speed", "images a second", List.of(images)));
    if (subject.batch() > 0) {
      Function<JsonNode, Double> milliseconds =
          line -> 1000 * subject.batch() / line.path("images_per_second").asDouble(0);
      List<JsonNode> timed =
          log.timing().lines().stream()
              .filter(line -> line.path("images_per_second").asDouble(0) > 0)
              .toList();
      LineChart.Line step =
          new LineChart.Line(
              "milliseconds",
              timed.stream().mapToDouble(line -> line.get("step").asDouble()).toArray(),
              timed.stream().mapToDouble(milliseconds::apply).toArray());
      charts.add(course("step-time", "Time of a step", "milliseconds", List.of(step)));
    }
    return charts;
  }

  private Chart both(String id, String title, String unit, String key) {
    return course(
        id,
        title,
        unit,
        List.of(log.train().series("train", key), log.validation().series("validation", key)));
  }

  private Chart train(String id, String title, String unit, String key) {
    return course(id, title, unit, List.of(log.train().series("train", key)));
  }

  private static Chart course(String id, String title, String unit, List<LineChart.Line> lines) {
    return new Chart(
        id,
        new LineChart(
            title,
            "step",
            unit,
            LineChart.Kind.COURSE,
            lines.stream().map(line -> line.thinned(POINTS)).toList()),
        note(lines));
  }

  private static String note(List<LineChart.Line> lines) {
    Optional<LineChart.Line> longest =
        lines.stream().max((a, b) -> Integer.compare(a.count(), b.count()));
    double group = longest.map(line -> (double) line.count() / POINTS).orElse(0.0);
    return group > 1
        ? String.format(
            Locale.ROOT,
            "Each point%s is the mean of about %.0f measurements.",
            lines.size() > 1 ? " of " + longest.get().name() : "",
            Math.ceil(group))
        : "";
  }

  /** A line for one run among several. */
  static LineChart.Line thin(LineChart.Line line, String name) {
    LineChart.Line thinned = line.thinned(POINTS);
    return new LineChart.Line(name, thinned.x(), thinned.y());
  }
}

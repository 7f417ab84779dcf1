package org.rdvae.report;

import java.math.BigDecimal;
import java.util.stream.IntStream;
import org.rdvae.base.KebabCase;

/**
 * A {@link LineChart} as a figure of a page: drawing, legend and note. Colours are the style
 * sheet's, so that they suit light and dark. The page's script, which reads values off the drawing,
 * is told the ends of its axes by attributes, and knows the sizes below.
 */
final class SvgChart {
  static final int WIDTH = 400;
  static final int HEIGHT = 260;
  static final int LEFT = 66;
  static final int RIGHT = 18;
  static final int TOP = 10;
  static final int BOTTOM = 42;

  /** Points need more room than lines. */
  private static final int CLOUD_HEIGHT = 380;

  /** The style sheet has so many colours, and then the same ones with dashes. */
  static final int COLOURS = 10;

  private static final int STEPS = 5;

  private final String id;
  private final LineChart chart;
  private final String note;
  private final boolean cloud;
  private final int height;
  private final ChartAxis x;
  private final ChartAxis y;

  /**
   * @param id of the figure, unlike all others of the page
   * @param note below the drawing; may be empty
   */
  SvgChart(String id, LineChart chart, String note) {
    this.id = id;
    this.chart = chart;
    this.note = note;
    cloud = chart.kind() == LineChart.Kind.CLOUD;
    height = cloud ? CLOUD_HEIGHT : HEIGHT;
    x = chart.xAxis(STEPS);
    y = chart.yAxis(STEPS);
  }

  void write(Html page) {
    page.open("figure", "class", cloud ? "chart cloud" : "chart", "id", id);
    page.element("figcaption", chart.title());
    page.open(
        "svg",
        "viewBox",
        "0 0 " + WIDTH + " " + height,
        "role",
        "img",
        "aria-labelledby",
        id + "-title",
        "data-kind",
        KebabCase.of(chart.kind().name()),
        "data-x",
        ends(x),
        "data-y",
        ends(y),
        "data-log",
        x.logarithmic(),
        "data-label",
        chart.xLabel());
    page.element("title", chart.title() + ": " + description(), "id", id + "-title");
    axes(page);
    page.open("clipPath", "id", id + "-clip");
    page.empty(
        "rect",
        "x",
        LEFT,
        "y",
        TOP - 2,
        "width",
        WIDTH - LEFT - RIGHT + 2,
        "height",
        height - TOP - BOTTOM + 4);
    page.close();
    page.open("g", "clip-path", "url(#" + id + "-clip)");
    for (int i = 0; i < chart.lines().size(); i++) {
      line(page, chart.lines().get(i), i);
    }
    page.close();
    page.close();
    legend(page);
    String words = note + (chart.isCut() ? " The beginning lies outside the drawing." : "");
    page.open("div", "class", "below");
    page.element("p", words.strip(), "class", "note");
    page.element("p", "", "class", "readout", "aria-hidden", "true");
    page.close();
    page.close();
  }

  /** What the drawing shows, for those who hear it. */
  private String description() {
    StringBuilder text = new StringBuilder();
    for (LineChart.Line line : chart.lines()) {
      int count = line.count();
      if (count > 0 && !cloud) {
        text.append(line.name())
            .append(" from ")
            .append(Figures.of(line.y()[0]))
            .append(" to ")
            .append(Figures.of(line.y()[count - 1]))
            .append("; ");
      }
    }
    return text + chart.yLabel() + " over " + chart.xLabel();
  }

  private static String ends(ChartAxis axis) {
    return axis.ticks().get(0).toPlainString()
        + " "
        + axis.ticks().get(axis.ticks().size() - 1).toPlainString();
  }

  private void axes(Html page) {
    StringBuilder grid = new StringBuilder();
    for (BigDecimal tick : x.ticks()) {
      grid.append('M').append(point(column(tick.doubleValue()), TOP)).append('V');
      grid.append(height - BOTTOM);
    }
    for (BigDecimal tick : y.ticks()) {
      grid.append('M').append(point(LEFT, row(tick.doubleValue()))).append('H');
      grid.append(WIDTH - RIGHT);
    }
    page.empty("path", "class", "grid", "d", grid);
    for (BigDecimal tick : x.ticks()) {
      label(page, x.label(tick), column(tick.doubleValue()), height - BOTTOM + 16, "tick");
    }
    for (BigDecimal tick : y.ticks()) {
      label(page, y.label(tick), LEFT - 6, row(tick.doubleValue()) + 4, "tick left");
    }
    label(page, chart.xLabel(), (LEFT + WIDTH - RIGHT) / 2.0, height - 6, "axis");
    page.element(
        "text",
        chart.yLabel(),
        "class",
        "axis",
        "transform",
        "translate(13 " + (TOP + height - BOTTOM) / 2 + ") rotate(-90)");
  }

  private static void label(Html page, String text, double x, double y, String kind) {
    page.element("text", text, "class", kind, "x", Html.coordinate(x), "y", Html.coordinate(y));
  }

  private void line(Html page, LineChart.Line line, int number) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < line.count(); i++) {
      path.append(cloud || i == 0 ? 'M' : 'L');
      path.append(point(column(line.x()[i]), row(line.y()[i])));
      // A line without length is a dot, thanks to its round ends.
      path.append(cloud || line.count() == 1 ? "h0" : "");
    }
    if (line.count() > 0) {
      String kind = cloud || line.count() == 1 ? "dots " : "line ";
      page.empty(
          "path", "class", kind + colour(number), "data-name", line.name(), "d", path.toString());
    }
    if (cloud && chart.lines().size() > 1 && line.count() > 0) {
      label(page, line.name(), column(mean(line.x())), row(mean(line.y())) + 5, "name");
    }
  }

  private static double mean(double[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElseThrow();
  }

  static String colour(int number) {
    return "c" + number % COLOURS + (number < COLOURS ? "" : " dashed");
  }

  private void legend(Html page) {
    if (chart.lines().size() < 2) {
      return;
    }
    page.open("ul", "class", "legend");
    for (int i = 0; i < chart.lines().size(); i++) {
      page.open("li");
      page.element("span", "", "class", "key " + colour(i));
      page.text(" " + chart.lines().get(i).name());
      page.close();
    }
    page.close();
  }

  private static String point(double x, double y) {
    return Html.coordinate(x) + " " + Html.coordinate(y);
  }

  private double column(double value) {
    return LEFT + x.place(value) * (WIDTH - LEFT - RIGHT);
  }

  /** What lies far outside stays near enough for any reader of coordinates. */
  private double row(double value) {
    double place = Math.max(-9, Math.min(9, y.place(value)));
    return height - BOTTOM - place * (height - TOP - BOTTOM);
  }
}

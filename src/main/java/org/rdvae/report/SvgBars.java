package org.rdvae.report;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The rate of each latent variable as bars, the largest first; those that carry next to nothing are
 * grey.
 *
 * @param rates in nats, by the number of the latent variable
 */
record SvgBars(String id, double[] rates, String note) {
  /**
   * Nats above which a latent variable counts as active by its rate. The measurement of a model
   * counts them by how much their posterior means vary instead, after Burda, Grosse and
   * Salakhutdinov, Importance Weighted Autoencoders, ICLR 2016, arXiv:1509.00519.
   */
  static final double ACTIVE = 0.01;

  private static final int MOST = 256;
  private static final int MOST_LABELLED = 16;
  private static final String TITLE = "Rate of each latent variable";

  long active() {
    return IntStream.range(0, rates.length).filter(i -> rates[i] > ACTIVE).count();
  }

  private int[] order() {
    return IntStream.range(0, rates.length)
        .boxed()
        .sorted((a, b) -> Double.compare(rates[b], rates[a]))
        .mapToInt(Integer::intValue)
        .limit(MOST)
        .toArray();
  }

  void write(Html page) {
    int[] order = order();
    ChartAxis y = ChartAxis.linear(0, Math.max(rates[order[0]], ACTIVE), 5);
    page.open("figure", "class", "chart", "id", id);
    page.element("figcaption", TITLE);
    page.open(
        "svg",
        "viewBox",
        "0 0 " + SvgChart.WIDTH + " " + SvgChart.HEIGHT,
        "role",
        "img",
        "aria-labelledby",
        id + "-title");
    page.element(
        "title",
        TITLE + ": " + active() + " of " + rates.length + " active by rate",
        "id",
        id + "-title");
    for (BigDecimal tick : y.ticks()) {
      double row = row(y, tick.doubleValue());
      page.empty(
          "path",
          "class",
          "grid",
          "d",
          "M" + SvgChart.LEFT + " " + Html.coordinate(row) + "H" + right());
      text(page, y.label(tick), SvgChart.LEFT - 6, row + 4, "tick left");
    }
    for (int place = 0; place < order.length; place++) {
      bar(page, y, place, order);
    }
    text(page, "latent variables by rate", (SvgChart.LEFT + right()) / 2.0, bottom() + 36, "axis");
    page.element("text", "nats", "class", "axis", "transform", "translate(13 115) rotate(-90)");
    page.close();
    page.element(
        "p",
        note + (rates.length > MOST ? " The first " + MOST + " are drawn." : ""),
        "class",
        "note");
    page.close();
  }

  private void bar(Html page, ChartAxis y, int place, int[] order) {
    int latent = order[place];
    double step = (double) (right() - SvgChart.LEFT) / order.length;
    double top = row(y, Math.max(rates[latent], 0));
    double left = SvgChart.LEFT + place * step;
    page.open(
        "rect",
        "class",
        rates[latent] > ACTIVE ? "bar c1" : "bar inactive",
        "x",
        Html.coordinate(left + step * 0.08),
        "y",
        Html.coordinate(Math.min(top, bottom() - 0.6)),
        "width",
        Html.coordinate(step * 0.84),
        "height",
        Html.coordinate(Math.max(bottom() - top, 0.6)));
    page.element(
        "title", String.format(Locale.ROOT, "z%d: %s nats", latent, Figures.of(rates[latent])));
    page.close();
    if (order.length <= MOST_LABELLED) {
      text(page, Integer.toString(latent), left + step / 2, bottom() + 16, "tick");
    }
  }

  private static void text(Html page, String text, double x, double y, String kind) {
    page.element("text", text, "class", kind, "x", Html.coordinate(x), "y", Html.coordinate(y));
  }

  private static int right() {
    return SvgChart.WIDTH - SvgChart.RIGHT;
  }

  private static int bottom() {
    return SvgChart.HEIGHT - SvgChart.BOTTOM;
  }

  private static double row(ChartAxis y, double value) {
    return bottom() - y.place(value) * (bottom() - SvgChart.TOP);
  }
}

package org.rdvae.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.rdvae.report.MarkdownTable;

/** Growth curves as tables with the fitted models below them. */
public final class GrowthTable {
  private GrowthTable() {}

  /** In Markdown. */
  public static String of(List<GrowthCurve> curves) {
    return curves.stream().map(GrowthTable::of).collect(Collectors.joining("\n"));
  }

  private static String of(GrowthCurve curve) {
    MarkdownTable table =
        new MarkdownTable(
            List.of(
                curve.axis().title(), "ms", "fit ms", "off", "GFLOP", "GF/s", "MiB", "fit MiB"));
    for (GrowthPoint point : curve.points()) {
      double work = curve.work(point);
      table.add(
          List.of(
              Integer.toString(point.value()),
              number(point.milliseconds()),
              curve.time().map(line -> number(line.at(work))).orElse(""),
              curve
                  .time()
                  .map(line -> percent(line.deviation(work, point.milliseconds())))
                  .orElse(""),
              String.format(Locale.ROOT, "%.3f", point.gigaflop()),
              String.format(Locale.ROOT, "%.0f", 1000 * point.gigaflop() / point.milliseconds()),
              point.peakMegabytes().isPresent()
                  ? String.format(Locale.ROOT, "%.0f", point.peakMegabytes().getAsDouble())
                  : "",
              curve
                  .memory()
                  .map(
                      line -> String.format(Locale.ROOT, "%.0f", line.at(point.plannedMegabytes())))
                  .orElse("")));
    }
    return table.text() + "\n" + models(curve);
  }

  private static String models(GrowthCurve curve) {
    String threads = curve.axis() == GrowthAxis.THREADS ? " / threads" : " x GFLOP";
    StringBuilder text = new StringBuilder();
    curve
        .time()
        .ifPresent(
            line ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "ms = %s + %s%s; ms grows as %s^%.2f from end to end.%n%s%n",
                        number(line.intercept()),
                        number(line.slope()),
                        threads,
                        curve.axis().title(),
                        curve.exponent(),
                        bends(curve))));
    curve
        .memory()
        .ifPresent(
            line ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "MiB = %.0f + %.2f x planned MiB.%n",
                        line.intercept(),
                        line.slope())));
    return text.toString();
  }

  private static String bends(GrowthCurve curve) {
    List<GrowthPoint> bends = curve.bends();
    return bends.isEmpty()
        ? "The model holds within 25 % everywhere."
        : String.format(
            Locale.ROOT,
            "It bends at %s %s, where it is off by more than 25 %%.",
            curve.axis().title(),
            bends.stream()
                .map(point -> Integer.toString(point.value()))
                .collect(Collectors.joining(", ")));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, "%+.0f %%", 100 * part);
  }
}

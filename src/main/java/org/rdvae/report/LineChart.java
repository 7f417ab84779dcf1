package org.rdvae.report;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Lines or points over a horizontal axis, with a legend: drawn as a PNG here, and into pages by
 * {@link SvgChart}.
 *
 * <p>Text of a PNG is drawn with the system's fonts. A machine without any cannot draw it; {@link
 * #writePng} then says so in one line.
 */
record LineChart(
    String title, String xLabel, String yLabel, LineChart.Kind kind, List<LineChart.Line> lines) {
  /** How much of a course, from its beginning, may lie outside. */
  private static final double BEGINNING = 0.05;

  /** What is drawn, which decides about axes. */
  enum Kind {
    /** Quality over rate, the rate on a logarithmic axis; lines rise. */
    RATE_CURVE,
    /** What happens to a number in a training. */
    COURSE,
    /** Points that are not joined. */
    CLOUD
  }

  /**
   * A line through points.
   *
   * @param x positive on a logarithmic axis, in the order in which they are joined
   */
  record Line(String name, double[] x, double[] y) {

    int count() {
      return x.length;
    }

    /**
     * At most so many points: means of neighbours, in groups of about one size.
     *
     * @param most at least 1
     */
    Line thinned(int most) {
      if (x.length <= most) {
        return this;
      }
      double[] fewX = new double[most];
      double[] fewY = new double[most];
      for (int i = 0; i < most; i++) {
        int from = (int) ((long) i * x.length / most);
        int to = (int) ((i + 1L) * x.length / most);
        fewX[i] = mean(x, from, to);
        fewY[i] = mean(y, from, to);
      }
      return new Line(name, fewX, fewY);
    }

    private static double mean(double[] values, int from, int to) {
      return DoubleStream.of(values).skip(from).limit(to - from).average().orElseThrow();
    }
  }

  /** Quality over rate. */
  LineChart(String title, String xLabel, String yLabel, List<Line> lines) {
    this(title, xLabel, yLabel, Kind.RATE_CURVE, lines);
  }

  /** Whether every value is the same. */
  boolean isConstant() {
    DoubleSummaryStatistics y = values(Line::y);
    return y.getMin() >= y.getMax();
  }

  boolean isEmpty() {
    return lines.stream().allMatch(line -> line.count() == 0);
  }

  /**
   * @param steps at most, between ticks
   */
  ChartAxis xAxis(int steps) {
    DoubleSummaryStatistics x = values(Line::x);
    double least = x.getCount() == 0 ? 1 : x.getMin();
    double most = x.getCount() == 0 ? 2 : x.getMax();
    return switch (kind) {
      case RATE_CURVE -> ChartAxis.logarithmic(least, most);
      case COURSE -> ChartAxis.linear(Math.min(least, 0), most, steps);
      case CLOUD -> ChartAxis.linear(least, most, steps);
    };
  }

  ChartAxis yAxis(int steps) {
    DoubleSummaryStatistics all = values(Line::y);
    if (all.getCount() == 0) {
      return ChartAxis.linear(1, 2, steps);
    }
    DoubleSummaryStatistics later = isCut() ? later() : all;
    return ChartAxis.linear(later.getMin(), later.getMax(), steps);
  }

  /**
   * Whether the beginning of a course lies outside, because the rest of it would otherwise be a
   * flat line: a training gains more in its first steps than in all others.
   */
  boolean isCut() {
    DoubleSummaryStatistics all = values(Line::y);
    DoubleSummaryStatistics later = later();
    return kind == Kind.COURSE
        && later.getMax() > later.getMin()
        && all.getMax() - all.getMin() > 2 * (later.getMax() - later.getMin());
  }

  private DoubleSummaryStatistics later() {
    double end = values(Line::x).getMax() * BEGINNING;
    return lines.stream()
        .flatMapToDouble(
            line ->
                IntStream.range(0, line.count())
                    // A short line among long ones must not vanish either.
                    .filter(i -> line.x()[i] > end || i == line.count() - 1)
                    .mapToDouble(i -> line.y()[i]))
        .summaryStatistics();
  }

  private DoubleSummaryStatistics values(Function<Line, double[]> values) {
    return lines.stream().map(values).flatMapToDouble(Arrays::stream).summaryStatistics();
  }

  /**
   * Draws it.
   *
   * @throws org.rdvae.base.Failure INPUT_OUTPUT on a machine without fonts
   */
  void writePng(OutputStream out) throws IOException {
    Png.write(new ChartPainter(this).paint(), out);
  }
}

package org.rdvae.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import org.rdvae.base.Failure;

/** Draws a {@link LineChart}. An instance draws once. */
final class ChartPainter {
  private static final int WIDTH = 1200;
  private static final int HEIGHT = 800;
  private static final int LEFT = 110;
  private static final int RIGHT = 40;

  /** Points lie everywhere, and leave no room for a legend among them. */
  private static final int LEGEND = 150;

  private static final int TOP = 70;
  private static final int BOTTOM = 100;
  private static final int GAP = 14;
  private static final float FONT_SIZE = 22;
  private static final int STEPS = 10;

  /** With more points their markers would hide the line. */
  private static final int MOST_MARKERS = 60;

  private static final Color GRID = new Color(0xDDDDDD);

  private final LineChart chart;
  private final int right;
  private final ChartAxis x;
  private final ChartAxis y;
  private final BufferedImage image =
      new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
  private final Graphics2D graphics = image.createGraphics();

  ChartPainter(LineChart chart) {
    this.chart = chart;
    boolean beside = chart.kind() == LineChart.Kind.CLOUD && chart.lines().size() > 1;
    right = WIDTH - RIGHT - (beside ? LEGEND : 0);
    x = chart.xAxis(STEPS);
    y = chart.yAxis(STEPS);
  }

  BufferedImage paint() {
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont(FONT_SIZE));
    requireFonts();
    paintAxes();
    paintLines();
    paintLegend();
    graphics.dispose();
    return image;
  }

  /** What Java throws without fonts, up to a plain Error, depends on what of them is missing. */
  private void requireFonts() {
    try {
      graphics.getFontMetrics().stringWidth(chart.title());
    } catch (OutOfMemoryError e) {
      throw e;
    } catch (RuntimeException | Error e) {
      throw new Failure(
          Failure.Kind.INPUT_OUTPUT,
          "text needs fonts, and Java finds none here ("
              + e
              + "); install fontconfig and a font, for instance fonts-dejavu-core",
          e);
    }
  }

  private void paintAxes() {
    FontMetrics font = graphics.getFontMetrics();
    int middle = font.getAscent() / 2 - 2;
    for (BigDecimal tick : x.ticks()) {
      double at = column(tick.doubleValue());
      line(at, TOP, at, HEIGHT - BOTTOM);
      text(x.label(tick), at, HEIGHT - BOTTOM + GAP + font.getAscent(), 0.5);
    }
    for (BigDecimal tick : y.ticks()) {
      double at = row(tick.doubleValue());
      line(LEFT, at, right, at);
      text(y.label(tick), LEFT - GAP, at + middle, 1);
    }
    text(chart.title(), LEFT, TOP - GAP - font.getDescent(), 0);
    double centre = (LEFT + right) / 2.0;
    text(chart.xLabel(), centre, HEIGHT - GAP - font.getDescent(), 0.5);
    AffineTransform upright = graphics.getTransform();
    graphics.rotate(-Math.PI / 2);
    text(chart.yLabel(), -(TOP + HEIGHT - BOTTOM) / 2.0, GAP + font.getAscent(), 0.5);
    graphics.setTransform(upright);
  }

  private void line(double fromX, double fromY, double toX, double toY) {
    graphics.setColor(GRID);
    graphics.draw(new Line2D.Double(fromX, fromY, toX, toY));
  }

  /** Draws text on a base line; {@code before} is the part of it that lies left of {@code x}. */
  private void text(String text, double x, double baseLine, double before) {
    graphics.setColor(Color.BLACK);
    double width = graphics.getFontMetrics().stringWidth(text);
    graphics.drawString(text, (float) (x - before * width), (float) baseLine);
  }

  private void paintLines() {
    Shape everything = graphics.getClip();
    if (chart.isCut()) {
      graphics.clipRect(LEFT, TOP, right - LEFT, HEIGHT - TOP - BOTTOM);
    }
    for (int i = 0; i < chart.lines().size(); i++) {
      graphics.setColor(ChartLegend.colour(i));
      graphics.setStroke(new BasicStroke(3, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
      paintLine(chart.lines().get(i));
    }
    graphics.setClip(everything);
  }

  private void paintLine(LineChart.Line line) {
    boolean joined = chart.kind() != LineChart.Kind.CLOUD;
    boolean marked = !joined || line.count() <= MOST_MARKERS;
    Path2D path = new Path2D.Double();
    for (int point = 0; point < line.count(); point++) {
      double column = column(line.x()[point]);
      double row = row(line.y()[point]);
      if (point == 0) {
        path.moveTo(column, row);
      } else {
        path.lineTo(column, row);
      }
      if (marked) {
        ChartLegend.marker(graphics, column, row);
      }
    }
    if (joined) {
      graphics.draw(path);
    }
  }

  /** Where a chart's lines end, there is the least room for it. */
  private void paintLegend() {
    if (chart.kind() == LineChart.Kind.CLOUD && chart.lines().size() < 2) {
      return;
    }
    ChartLegend legend = new ChartLegend(graphics, chart.lines());
    boolean above =
        chart.kind() == LineChart.Kind.COURSE
            && chart.lines().stream()
                    .filter(line -> line.count() > 0)
                    .mapToDouble(line -> y.place(line.y()[line.count() - 1]))
                    .average()
                    .orElse(1)
                < 0.5;
    legend.paint(WIDTH - RIGHT, above ? TOP + legend.height() : HEIGHT - BOTTOM);
  }

  private double column(double value) {
    return LEFT + x.place(value) * (right - LEFT);
  }

  private double row(double value) {
    return HEIGHT - BOTTOM - y.place(value) * (HEIGHT - TOP - BOTTOM);
  }
}

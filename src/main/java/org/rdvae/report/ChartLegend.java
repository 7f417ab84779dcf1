package org.rdvae.report;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.List;

/** How the lines of a chart are told apart, and the box that says so. */
record ChartLegend(Graphics2D graphics, List<LineChart.Line> lines) {
  /**
   * Okabe and Ito's colours, which people who see few colours tell apart too, and three for those
   * who see more.
   */
  private static final int[] COLOURS = {
    0xD55E00, 0x0072B2, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x000000, 0x8C564B, 0x7F7F7F,
    0xA6A600
  };

  private static final Color FRAME = new Color(0xDDDDDD);
  private static final double MARKER = 9;
  private static final int GAP = 14;
  private static final int SWATCH = 40;

  static Color colour(int line) {
    return new Color(COLOURS[line % COLOURS.length]);
  }

  /** A dot in the colour of the moment. */
  static void marker(Graphics2D graphics, double x, double y) {
    graphics.fill(new Ellipse2D.Double(x - MARKER / 2, y - MARKER / 2, MARKER, MARKER));
  }

  /** Height of the box with what lies between it and its place. */
  int height() {
    return step() * lines.size() + 3 * GAP;
  }

  private int step() {
    return graphics.getFontMetrics().getHeight() + 4;
  }

  /** Paints the box with its lower right corner near a place. */
  void paint(int right, int bottom) {
    FontMetrics font = graphics.getFontMetrics();
    int names = lines.stream().mapToInt(line -> font.stringWidth(line.name())).max().orElse(0);
    int step = step();
    int width = names + SWATCH + 3 * GAP;
    int height = height() - GAP;
    int left = right - width - GAP;
    int top = bottom - height - GAP;
    graphics.setColor(Color.WHITE);
    graphics.fillRect(left, top, width, height);
    graphics.setColor(FRAME);
    graphics.drawRect(left, top, width, height);
    for (int i = 0; i < lines.size(); i++) {
      double centre = top + GAP + (i + 0.5) * step;
      int swatch = left + GAP;
      graphics.setColor(colour(i));
      graphics.draw(new Line2D.Double(swatch, centre, swatch + SWATCH, centre));
      marker(graphics, swatch + SWATCH / 2.0, centre);
      graphics.setColor(Color.BLACK);
      graphics.drawString(
          lines.get(i).name(), swatch + SWATCH + GAP, (int) centre + font.getAscent() / 2 - 2);
    }
  }
}

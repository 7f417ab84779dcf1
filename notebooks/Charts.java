package notebooks;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.rapaio.jupyter.kernel.global.Global;
import org.rdvae.report.ImageGrid;

/** How the notebooks draw: charts by XChart in one style, grids of images by rdvae. {@code prepare} compiles it. */
public final class Charts {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 400;

  /** The colours of Okabe and Ito, which people with any colour vision can tell apart. */
  public static final Color[] COLOURS = {
    new Color(0x0072B2), new Color(0xD55E00), new Color(0x009E73), new Color(0xCC79A7),
    new Color(0xE69F00), new Color(0x56B4E9), new Color(0x000000)
  };

  private Charts() {}

  /** An empty chart of lines and points. */
  public static XYChart lines(String title, String x, String y) {
    XYChart chart =
        new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).xAxisTitle(x).yAxisTitle(y).build();
    style(chart.getStyler());
    return chart;
  }

  /** An empty chart of bars. */
  public static CategoryChart bars(String title, String x, String y) {
    CategoryChart chart =
        new CategoryChartBuilder().width(WIDTH).height(HEIGHT).title(title).xAxisTitle(x).yAxisTitle(y).build();
    style(chart.getStyler());
    chart.getStyler().setAvailableSpaceFill(0.8);
    return chart;
  }

  private static void style(AxesChartStyler style) {
    style.setChartBackgroundColor(Color.WHITE);
    style.setPlotBackgroundColor(Color.WHITE);
    style.setPlotBorderVisible(false);
    style.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
    style.setChartPadding(12);
    style.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    style.setLegendBorderColor(new Color(0xDDDDDD));
    style.setSeriesColors(COLOURS);
    style.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    style.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    style.setPlotGridLinesColor(new Color(0xE6E6E6));
    style.setAxisTickMarksColor(new Color(0x888888));
    style.setLocale(Locale.ROOT);
  }

  /** Joins points by a line. */
  public static XYSeries line(XYChart chart, String name, double[] x, double[] y) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineStyle(new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    return series;
  }

  /** Joins points by a thin dashed line, for what is there to compare with. */
  public static XYSeries dashed(XYChart chart, String name, double[] x, double[] y) {
    XYSeries series = line(chart, name, x, y);
    series.setLineStyle(stroke(1.5f, 6, 5));
    return series;
  }

  /** A line's style: its width, and the lengths of dashes and gaps if it is to have any. */
  public static BasicStroke stroke(float width, float... dashes) {
    return new BasicStroke(
        width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dashes.length == 0 ? null : dashes, 0);
  }

  /** Draws points that nothing joins. */
  public static XYSeries points(XYChart chart, String name, double[] x, double[] y) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(SeriesMarkers.CIRCLE);
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    return series;
  }

  /** Fills what lies under a curve with grey. */
  public static XYSeries filled(XYChart chart, String name, double[] x, double[] y) {
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(SeriesMarkers.NONE);
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Area);
    series.setFillColor(new Color(0xE4E4E4));
    series.setLineColor(new Color(0x999999));
    return series;
  }

  /** How many of some values lie in each of {@code bins} equal parts of a range; those outside are left out. */
  public static XYSeries histogram(XYChart chart, String name, double[] values, int bins, double from, double to) {
    double[] edges = new double[bins + 1];
    double[] counts = new double[bins + 1];
    Arrays.setAll(edges, i -> from + i * (to - from) / bins);
    for (double value : values) {
      int bin = (int) Math.floor((value - from) / (to - from) * bins);
      if (bin >= 0 && bin < bins) {
        counts[bin]++;
      }
    }
    XYSeries series = line(chart, name, edges, counts);
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Step);
    return series;
  }

  /** Joins points by a line and marks them. */
  public static XYSeries markedLine(XYChart chart, String name, double[] x, double[] y) {
    XYSeries series = line(chart, name, x, y);
    series.setMarker(SeriesMarkers.CIRCLE);
    return series;
  }

  /**
   * Grey images from 0 (black) to 1 (white) in rows and columns, every pixel twice as large.
   *
   * @param names one before each row; none at all if empty
   * @param rows images of {@code side} x {@code side} pixels
   */
  public static BufferedImage images(int side, List<String> names, float[][]... rows) {
    int scale = 2;
    int gap = 3;
    int step = scale * side + gap;
    int left = names.isEmpty() ? gap : 110;
    int most = Arrays.stream(rows).mapToInt(row -> row.length).max().orElse(0);
    BufferedImage image =
        new BufferedImage(left + most * step, rows.length * step + gap, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.setColor(Color.BLACK);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    for (int row = 0; row < rows.length; row++) {
      int top = row * step + gap;
      if (row < names.size()) {
        int width = graphics.getFontMetrics().stringWidth(names.get(row));
        graphics.drawString(names.get(row), left - 10 - width, top + step / 2 + 4);
      }
      for (int column = 0; column < rows[row].length; column++) {
        graphics.drawImage(grey(side, rows[row][column]), left + column * step, top, scale * side, scale * side, null);
      }
    }
    graphics.dispose();
    return image;
  }

  private static BufferedImage grey(int side, float[] values) {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < values.length; i++) {
      image.getRaster().setSample(i % side, i / side, 0, Math.round(255 * Math.max(0, Math.min(1, values[i]))));
    }
    return image;
  }

  /** Lying bars over a logarithmic axis, which begins a power of ten below the least value; each has its value written behind it. */
  public static BufferedImage logBars(String title, String x, List<String> names, double[] values) {
    int left = 250;
    int top = 44;
    int step = 38;
    int wide = 380;
    double first = Math.floor(Math.log10(Arrays.stream(values).min().orElseThrow()));
    double last = Math.ceil(Math.log10(Arrays.stream(values).max().orElseThrow()));
    int bottom = top + names.size() * step;
    BufferedImage image = new BufferedImage(WIDTH, bottom + 60, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    for (int power = (int) first; power <= last; power++) {
      int at = left + (int) ((power - first) / (last - first) * wide);
      graphics.setColor(new Color(0xDDDDDD));
      graphics.drawLine(at, top, at, bottom);
      graphics.setColor(Color.BLACK);
      centred(graphics, number(Math.pow(10, power)), at, bottom + 18);
    }
    centred(graphics, x, left + wide / 2, bottom + 44);
    for (int i = 0; i < names.size(); i++) {
      int width = (int) ((Math.log10(values[i]) - first) / (last - first) * wide);
      int middle = top + i * step + step / 2;
      graphics.setColor(COLOURS[0]);
      graphics.fillRect(left, middle - 11, Math.max(width, 2), 22);
      graphics.setColor(Color.BLACK);
      graphics.drawString(names.get(i), left - 10 - graphics.getFontMetrics().stringWidth(names.get(i)), middle + 5);
      graphics.drawString(number(values[i]), left + width + 8, middle + 5);
    }
    graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
    centred(graphics, title, WIDTH / 2, 24);
    graphics.dispose();
    return image;
  }

  /**
   * Pictures of functions over a plane, side by side: dark where they are low, bright where they are high, each by its own
   * range.
   *
   * @param values of each picture, rows from bottom to top
   * @param x what runs to the right, and {@code xEnds} from where to where
   * @param y what runs upwards, and {@code yEnds} from where to where
   */
  public static BufferedImage planes(
      List<String> titles, List<double[][]> values, String x, double[] xEnds, String y, double[] yEnds) {
    int side = 250;
    int left = 62;
    int top = 34;
    int bottom = 52;
    int gap = 16;
    int height = side * 4 / 5;
    BufferedImage image =
        new BufferedImage(
            left + values.size() * (side + gap), top + height + bottom, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    for (int i = 0; i < values.size(); i++) {
      int from = left + i * (side + gap);
      graphics.drawImage(plane(values.get(i)), from, top, side, height, null);
      graphics.setColor(Color.BLACK);
      graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
      centred(graphics, titles.get(i), from + side / 2, top - 12);
      graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
      for (int tick = 0; tick <= 4; tick++) {
        double part = tick / 4.0;
        centred(graphics, number(xEnds, part), (int) (from + part * side), top + height + 18);
        if (i == 0) {
          String text = number(yEnds, part);
          int width = graphics.getFontMetrics().stringWidth(text);
          graphics.drawString(text, left - 6 - width, (int) (top + (1 - part) * height) + 5);
        }
      }
      centred(graphics, x, from + side / 2, top + height + 40);
    }
    AffineTransform upright = graphics.getTransform();
    graphics.rotate(-Math.PI / 2);
    centred(graphics, y, -(top + height / 2), 14);
    graphics.setTransform(upright);
    graphics.dispose();
    return image;
  }

  private static String number(double[] ends, double part) {
    return number(ends[0] + part * (ends[1] - ends[0]));
  }

  private static String number(double value) {
    return new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }

  private static void centred(Graphics2D graphics, String text, int x, int baseLine) {
    graphics.drawString(text, x - graphics.getFontMetrics().stringWidth(text) / 2, baseLine);
  }

  /** Pictures side by side, each with a line of text above, {@code scale} times as large. */
  public static BufferedImage row(List<String> titles, List<BufferedImage> pictures, int scale) {
    return row(titles, pictures, scale * pictures.get(0).getWidth(), scale * pictures.get(0).getHeight());
  }

  /** The same, all of them brought to one size. */
  public static BufferedImage row(List<String> titles, List<BufferedImage> pictures, int width, int height) {
    int gap = 10;
    int top = 24;
    BufferedImage image =
        new BufferedImage(pictures.size() * (width + gap) - gap, top + height, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.setColor(Color.BLACK);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    for (int i = 0; i < pictures.size(); i++) {
      int left = i * (width + gap);
      centred(graphics, titles.get(i), left + width / 2, top - 8);
      graphics.drawImage(pictures.get(i), left, top, width, height, null);
    }
    graphics.dispose();
    return image;
  }

  /** A pixel for each value, rows from top to bottom, coloured from the least to the largest. */
  public static BufferedImage heatMap(double[][] values) {
    double[][] upwards = new double[values.length][];
    Arrays.setAll(upwards, row -> values[values.length - 1 - row]);
    return plane(upwards);
  }

  private static BufferedImage plane(double[][] values) {
    double least = Arrays.stream(values).flatMapToDouble(Arrays::stream).min().orElseThrow();
    double most = Arrays.stream(values).flatMapToDouble(Arrays::stream).max().orElseThrow();
    BufferedImage image =
        new BufferedImage(values[0].length, values.length, BufferedImage.TYPE_3BYTE_BGR);
    for (int row = 0; row < values.length; row++) {
      for (int column = 0; column < values[row].length; column++) {
        double part = most > least ? (values[row][column] - least) / (most - least) : 0;
        image.setRGB(column, values.length - 1 - row, heat(part).getRGB());
      }
    }
    return image;
  }

  /** A colour from dark violet (0) over green to bright yellow (1), brighter all the way. */
  public static Color heat(double part) {
    int[] stops = {0x440154, 0x3B528B, 0x21918C, 0x5EC962, 0xFDE725};
    double place = Math.max(0, Math.min(1, part)) * (stops.length - 1);
    int below = Math.min((int) place, stops.length - 2);
    double rest = place - below;
    int colour = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int from = stops[below] >> shift & 0xFF;
      int to = stops[below + 1] >> shift & 0xFF;
      colour |= (int) Math.round(from + rest * (to - from)) << shift;
    }
    return new Color(colour);
  }

  // A notebook prints the value of a cell's last expression. These have none.

  /** Prints a line. */
  public static void say(String format, Object... values) {
    System.out.printf(Locale.ROOT, format, values);
  }

  public static void show(Chart<?, ?> chart) {
    show(BitmapEncoder.getBufferedImage(chart));
  }

  public static void show(BufferedImage image) {
    Global.display(image);
  }

  public static void show(ImageGrid grid) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    grid.writePng(png);
    show(ImageIO.read(new ByteArrayInputStream(png.toByteArray())));
  }

  /** The same as a JPEG file: a photograph's PNG would make a notebook large. */
  public static void showPhoto(BufferedImage image) {
    Global.display("image/jpeg", image);
  }
}

package org.rdvae.report;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Lines over a logarithmic horizontal axis, with a legend, as a picture.
 *
 * <p>Text is drawn with the system's fonts. A machine without any cannot draw it; {@link #writePng}
 * then says so in one line.
 */
record LineChart(String title, String xLabel, String yLabel, List<LineChart.Line> lines) {

  /**
   * A line through points.
   *
   * @param x positive, in the order in which they are joined
   */
  record Line(String name, double[] x, double[] y) {}

  /**
   * Draws it.
   *
   * @throws org.rdvae.base.Failure INPUT_OUTPUT on a machine without fonts
   */
  void writePng(OutputStream out) throws IOException {
    Png.write(new ChartPainter(this).paint(), out);
  }
}

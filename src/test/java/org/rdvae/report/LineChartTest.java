package org.rdvae.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class LineChartTest {
  private static final double[] X = {0.1, 0.3, 1.1};
  private static final LineChart.Line FIRST =
      new LineChart.Line("first", X, new double[] {28, 31, 36});
  private static final LineChart.Line SECOND =
      new LineChart.Line("second", X, new double[] {24, 27, 33});

  private static BufferedImage drawn(LineChart.Line... lines) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new LineChart("Title", "rate", "quality", List.of(lines)).writePng(out);
    return ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
  }

  /** Mean row of the pixels that have the line's own colour, the legend's part left out. */
  private static double meanRow(BufferedImage image, int line) {
    long rows = 0;
    long count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth() * 2 / 3; x++) {
        if (image.getRGB(x, y) == ChartLegend.colour(line).getRGB()) {
          rows += y;
          count++;
        }
      }
    }
    assertThat(count).as("pixels of line " + line).isGreaterThan(300);
    return (double) rows / count;
  }

  @Test
  void drawsEveryLineInItsColourAndHigherValuesHigher() throws IOException {
    BufferedImage image = drawn(FIRST, SECOND);
    assertThat(image.getWidth()).isEqualTo(1200);
    assertThat(image.getHeight()).isEqualTo(800);
    assertThat(meanRow(image, 0)).isLessThan(meanRow(image, 1) - 50);
  }

  @Test
  void drawsWhatOneLineAloneNeeds() throws IOException {
    assertThat(meanRow(drawn(FIRST), 0)).isPositive();
  }

  @Test
  void drawsEmptyAxesOfNothing() throws IOException {
    assertThat(drawn()).isNotNull();
    assertThat(drawn(new LineChart.Line("none", new double[0], new double[0]))).isNotNull();
  }

  @Test
  void isTheSameEachTime() throws IOException {
    assertThat(pixels(drawn(FIRST, SECOND))).isEqualTo(pixels(drawn(FIRST, SECOND)));
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }
}

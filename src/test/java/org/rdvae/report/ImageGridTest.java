package org.rdvae.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageGridTest {
  private static final int BACKGROUND = 0x60;

  @ParameterizedTest
  @CsvSource({
    // rows, columns, height, width, canvas height, canvas width
    "1, 1, 28, 28, 60, 60",
    "2, 3, 28, 28, 118, 176",
    "1, 2, 12, 20, 28, 86",
    "3, 1, 64, 100, 200, 104",
    "1, 1, 56, 56, 60, 60",
    "1, 1, 1, 1, 60, 60",
  })
  void leavesALineBetweenAndAroundEnlargedImages(
      int rows, int columns, int height, int width, int canvasHeight, int canvasWidth)
      throws IOException {
    BufferedImage image = png(new ImageGrid(rows, columns, height, width));
    assertThat(image.getHeight()).isEqualTo(canvasHeight);
    assertThat(image.getWidth()).isEqualTo(canvasWidth);
    assertThat(image.getRaster().getNumBands()).isEqualTo(1);
    assertThat(level(image, 0, 0)).isEqualTo(BACKGROUND);
  }

  /** Images of 2 x 3 pixels, each enlarged 18 times (56 / 3). */
  @Test
  void putsEveryPixelInItsPlace() throws IOException {
    ImageGrid grid = new ImageGrid(2, 2, 2, 3);
    float[] pixels = {9, 9, 0, 0.2f, 0.4f, 0.6f, 0.8f, 1};
    grid.draw(1, 0, pixels, 2);
    BufferedImage image = png(grid);
    int top = 2 + 2 * 18 + 2;
    int left = 2;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        boolean drawn = y >= top && y < top + 36 && x >= left && x < left + 54;
        int expected = drawn ? 51 * (3 * ((y - top) / 18) + (x - left) / 18) : BACKGROUND;
        assertThat(level(image, y, x)).as("row %d, column %d", y, x).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "4, 2", "5, 3", "9, 3", "10, 4", "64, 8", "65, 9"})
  void isAboutSquare(int count, int columns) {
    assertThat(ImageGrid.columnsFor(count)).isEqualTo(columns);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 255",
    "0.5, 128",
    "-3, 0",
    "7, 255",
    "0.0019, 0",
    "0.002, 1",
    "NaN, 0",
    "Infinity, 255"
  })
  void roundsToTheNearestLevel(float value, int level) {
    assertThat(GreyImage.level(value)).isEqualTo(level);
  }

  @Test
  void anImageAloneIsWrittenAsItIs() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new GreyImage(2, 3, new float[] {9, 0, 0.2f, 0.4f, 0.6f, 0.8f, 1}, 1).writePng(out);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
    assertThat(image.getHeight()).isEqualTo(2);
    assertThat(image.getWidth()).isEqualTo(3);
    assertThat(image.getRaster().getSamples(0, 0, 3, 2, 0, (int[]) null))
        .containsExactly(0, 51, 102, 153, 204, 255);
  }

  /** A training that is told to end may be about to draw its first picture. */
  @Test
  void canBeWrittenWhileTheProcessEnds() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Ending.class.getName())
            .redirectErrorStream(true)
            .start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(printed).isEqualTo("written");
  }

  /** Writes its first picture in a shutdown hook. */
  static final class Ending {
    private Ending() {}

    public static void main(String[] arguments) {
      Runtime.getRuntime().addShutdownHook(new Thread(Ending::write));
    }

    private static void write() {
      try {
        new ImageGrid(1, 1, 2, 3).writePng(OutputStream.nullOutputStream());
        System.out.println("written");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static BufferedImage png(ImageGrid grid) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    grid.writePng(out);
    return ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
  }

  private static int level(BufferedImage image, int y, int x) {
    return image.getRaster().getSample(x, y, 0);
  }
}

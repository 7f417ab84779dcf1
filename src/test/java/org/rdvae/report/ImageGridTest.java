package org.rdvae.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rdvae.base.Failure;
import org.rdvae.base.JavaProcess;

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
    BufferedImage image = png(new ImageGrid(rows, columns, new PictureFormat(height, width, 1)));
    assertThat(image.getHeight()).isEqualTo(canvasHeight);
    assertThat(image.getWidth()).isEqualTo(canvasWidth);
    assertThat(image.getRaster().getNumBands()).isEqualTo(1);
    assertThat(level(image, 0, 0)).isEqualTo(BACKGROUND);
  }

  /** Images of 2 x 3 pixels, each enlarged 18 times (56 / 3). */
  @Test
  void putsEveryPixelInItsPlace() throws IOException {
    ImageGrid grid = new ImageGrid(2, 2, new PictureFormat(2, 3, 1));
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
    assertThat(Canvas.level(value)).isEqualTo(level);
  }

  @Test
  void anImageAloneIsWrittenAsItIs() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new PixelImage(new PictureFormat(2, 3, 1), new float[] {9, 0, 0.2f, 0.4f, 0.6f, 0.8f, 1}, 1)
        .writePng(out);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
    assertThat(image.getHeight()).isEqualTo(2);
    assertThat(image.getWidth()).isEqualTo(3);
    assertThat(image.getRaster().getSamples(0, 0, 3, 2, 0, (int[]) null))
        .containsExactly(0, 51, 102, 153, 204, 255);
  }

  /** Two pixels, one above the other, with values of their own in every channel. */
  @Test
  void aColourImageAloneKeepsItsChannelsApart() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    float[] values = {9, 9, 9, 0, 0.2f, 0.4f, 0.6f, 0.8f, 1};
    new PixelImage(new PictureFormat(2, 1, 3), values, 3).writePng(out);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
    assertThat(image.getRaster().getNumBands()).isEqualTo(3);
    assertThat(image.getRGB(0, 0)).isEqualTo(0xFF003366);
    assertThat(image.getRGB(0, 1)).isEqualTo(0xFF99CCFF);
  }

  /** Images of 1 x 2 pixels, each enlarged 28 times. */
  @Test
  void drawsColourImagesOnAGreyGround() throws IOException {
    ImageGrid grid = new ImageGrid(1, 2, new PictureFormat(1, 2, 3));
    grid.draw(0, 1, new float[] {1, 0, 0, 0, 0, 1}, 0);
    BufferedImage image = png(grid);
    int left = 2 + 56 + 2;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        boolean drawn = y >= 2 && y < 30 && x >= left && x < left + 56;
        int ground = 0xFF000000 | BACKGROUND * 0x010101;
        int expected = !drawn ? ground : x < left + 28 ? 0xFFFF0000 : 0xFF0000FF;
        assertThat(image.getRGB(x, y)).as("row %d, column %d", y, x).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    // first apart, last apart, left edges of the three columns, width
    "false, false, 2, 60, 118, 176",
    "true, false, 2, 70, 128, 186",
    "false, true, 2, 60, 128, 186",
    "true, true, 2, 70, 138, 196",
  })
  void partsTheOuterColumnsFromTheOthers(
      boolean first, boolean last, int left0, int left1, int left2, int width) throws IOException {
    ImageGrid grid =
        new ImageGrid(
            1, 3, new PictureFormat(1, 1, 1), new GridStyle(first, last, List.of(), List.of()));
    for (int column = 0; column < 3; column++) {
      grid.draw(0, column, new float[] {1}, 0);
    }
    BufferedImage image = png(grid);
    assertThat(image.getWidth()).isEqualTo(width);
    for (int left : new int[] {left0, left1, left2}) {
      assertThat(level(image, 2, left - 1)).isEqualTo(BACKGROUND);
      assertThat(level(image, 2, left)).isEqualTo(255);
      assertThat(level(image, 2, left + 55)).isEqualTo(255);
      assertThat(level(image, 2, left + 56)).isEqualTo(BACKGROUND);
    }
  }

  @Test
  void makesRoomForItsLabels() throws IOException {
    GridStyle labels =
        new GridStyle(
            false, false, List.of("-1", "+1"), List.of(List.of("z7", "3.2 nats"), List.of("z0")));
    BufferedImage image = png(new ImageGrid(2, 2, new PictureFormat(28, 28, 1), labels));
    // Letters of twice 5 x 7 squares: 8 of them take 94 pixels.
    assertThat(image.getWidth()).isEqualTo(94 + 12 + 2 * 58 + 2);
    assertThat(image.getHeight()).isEqualTo(14 + 4 + 2 * 58 + 2);
    // The minus: 10 x 2 pixels, centred with the 1 above the first column.
    int left = 94 + 12 + 2 + (56 - 22) / 2;
    for (int x = left - 1; x <= left + 10; x++) {
      int expected = x >= left && x < left + 10 ? 0xF0 : BACKGROUND;
      assertThat(level(image, 4 + 6, x)).as("x = %d", x).isEqualTo(expected);
    }
    // The top of the z, whose two lines stand in the middle of the first row.
    int top = 14 + 4 + 2 + (56 - 34) / 2 + 4;
    assertThat(level(image, top - 1, 6)).isEqualTo(BACKGROUND);
    assertThat(level(image, top, 6)).isEqualTo(0xF0);
  }

  @ParameterizedTest
  @CsvSource({
    // height and width of an image, height and width of the grid
    "1, 112, 32, 175",
    "112, 1, 127, 86",
  })
  void giveSmallImagesRoomForTheirLabels(int height, int width, int gridHeight, int gridWidth)
      throws IOException {
    GridStyle labels =
        new GridStyle(false, false, List.of("-0.6"), List.of(List.of("z7", "3.2 nats")));
    BufferedImage image = png(new ImageGrid(1, 1, new PictureFormat(height, width, 1), labels));
    assertThat(image.getHeight()).isEqualTo(gridHeight);
    assertThat(image.getWidth()).isEqualTo(gridWidth);
  }

  @Test
  void refusesAPictureLargerThanMemoryStands() {
    assertThatThrownBy(() -> new ImageGrid(1000, 1000, new PictureFormat(1000, 1000, 3)))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.USAGE))
        .hasMessageContaining("1,002,002 x 1,002,002 pixels")
        .hasMessageContaining("fewer images");
  }

  /** A training that is told to end may be about to draw its first picture. */
  @Test
  void canBeWrittenWhileTheProcessEnds() {
    assertThat(JavaProcess.of(Ending.class).output().strip()).isEqualTo("written");
  }

  /** Writes its first picture in a shutdown hook. */
  static final class Ending {
    private Ending() {}

    public static void main(String[] arguments) {
      Runtime.getRuntime().addShutdownHook(new Thread(Ending::write));
    }

    private static void write() {
      try {
        new ImageGrid(1, 1, new PictureFormat(2, 3, 1)).writePng(OutputStream.nullOutputStream());
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

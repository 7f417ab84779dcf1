package org.rdvae.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TinyFontTest {
  @Test
  void drawsALetterAsSquares() throws IOException {
    assertThat(drawn("7", 1))
        .isEqualTo(
            """
            #####
            ....#
            ...#.
            ..#..
            .#...
            .#...
            .#...
            """);
    assertThat(drawn("-", 2).lines().skip(6).limit(2)).containsOnly("##########");
  }

  @Test
  void setsLettersSideBySide() throws IOException {
    assertThat(drawn("1.", 1))
        .isEqualTo(
            """
            ..#........
            .##........
            ..#........
            ..#........
            ..#........
            ..#....##..
            .###...##..
            """);
  }

  @Test
  void hasAnotherPictureForEveryPrintableCharacter() throws IOException {
    Set<String> different = new HashSet<>();
    for (char character = ' '; character <= '~'; character++) {
      String letter = String.valueOf(character);
      assertThat(drawn(letter, 1)).as(letter).isNotEqualTo(drawn("\u00e4", 1));
      different.add(drawn(letter, 1));
    }
    assertThat(different).hasSize('~' - ' ' + 1);
    assertThat(drawn(" ", 1)).doesNotContain("#");
    assertThat(drawn("\u007f", 1)).isEqualTo(drawn("\u00e4", 1));
    assertThat(drawn("\n", 1)).isEqualTo(drawn("\u00e4", 1));
  }

  @Test
  void drawsABoxForALetterThatItLacks() throws IOException {
    assertThat(drawn("\u00e4", 1)).startsWith("#####\n#...#\n").endsWith("#...#\n#####\n");
  }

  @ParameterizedTest
  @CsvSource({"'', 1, 0", "z, 1, 5", "z7, 1, 11", "z7, 2, 22", "3.2 nats, 2, 94"})
  void takesSixColumnsALetter(String text, int scale, int width) {
    assertThat(TinyFont.width(text, scale)).isEqualTo(width);
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 0", "1, 1, 7", "2, 1, 17", "2, 2, 34"})
  void leavesThreeRowsBetweenLines(int lines, int scale, int height) {
    assertThat(TinyFont.height(lines, scale)).isEqualTo(height);
  }

  private static String drawn(String text, int scale) throws IOException {
    Canvas canvas = new Canvas(TinyFont.height(1, scale), TinyFont.width(text, scale), 1, 0);
    TinyFont.draw(canvas, 0, 0, text, scale, 200);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    canvas.writePng(out);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
    StringBuilder drawing = new StringBuilder();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        drawing.append(image.getRaster().getSample(x, y, 0) == 200 ? '#' : '.');
      }
      drawing.append('\n');
    }
    return drawing.toString();
  }
}

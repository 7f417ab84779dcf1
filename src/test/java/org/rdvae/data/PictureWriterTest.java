package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureWriterTest {
  private static final long SEED = 2;

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 1, 3", "37, 20, 1", "20, 37, 3"})
  void aPngComesBackAsItWas(int width, int height, int channels) throws IOException {
    byte[] profile =
        channels == 3 ? IccProfiles.wide() : IccProfiles.grey(IccProfiles.exponent(1.8));
    for (Optional<byte[]> some : List.of(Optional.<byte[]>empty(), Optional.of(profile))) {
      Picture picture = picture(width, height, channels, some);

      Picture read = PictureFile.of(png(picture), "a.png").picture();

      assertThat(read).usingRecursiveComparison().isEqualTo(picture);
    }
  }

  /** Other programs have no help from our reader. */
  @Test
  void javasOwnReaderSeesTheSameColours() throws IOException {
    Picture picture = new Picture(1, 1, 3, new byte[] {1, 2, 3}, Optional.empty(), List.of());

    assertThat(ImageIO.read(new ByteArrayInputStream(png(picture))).getRGB(0, 0))
        .isEqualTo(0xFF010203);
  }

  @Test
  void writesColourAsPpmAndGreyAsPgm() throws IOException {
    assertThat(pnm(picture(2, 1, 3))).startsWith("P6\n2 1\n255\n").hasSize(11 + 6);
    assertThat(pnm(picture(4, 3, 1))).startsWith("P5\n4 3\n255\n").hasSize(11 + 12);
    Picture two = new Picture(2, 1, 1, new byte[] {'a', 'b'}, Optional.empty(), List.of());
    assertThat(pnm(two)).isEqualTo("P5\n2 1\n255\nab");
  }

  private static Picture picture(int width, int height, int channels) {
    return picture(width, height, channels, Optional.empty());
  }

  private static Picture picture(int width, int height, int channels, Optional<byte[]> profile) {
    byte[] pixels = new byte[width * height * channels];
    new Random(SEED).nextBytes(pixels);
    return new Picture(width, height, channels, pixels, profile, List.of());
  }

  private static byte[] png(Picture picture) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PictureWriter.writePng(picture, out);
    return out.toByteArray();
  }

  private static String pnm(Picture picture) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PictureWriter.writePnm(picture, out);
    return out.toString(StandardCharsets.ISO_8859_1);
  }
}

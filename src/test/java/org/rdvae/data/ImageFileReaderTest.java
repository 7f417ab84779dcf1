package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.rdvae.data.PictureReading.BROWN;
import static org.rdvae.data.PictureReading.assertClose;
import static org.rdvae.data.PictureReading.assertPlain;
import static org.rdvae.data.PictureReading.extendedWebp;
import static org.rdvae.data.PictureReading.failure;
import static org.rdvae.data.PictureReading.letters;
import static org.rdvae.data.PictureReading.read;
import static org.rdvae.data.PictureReading.reader;
import static org.rdvae.data.PictureReading.riffChunk;

import java.awt.image.BufferedImage;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.data.ImageFileException.Reason;
import org.rdvae.data.ImageSettings.Fit;

/** Picture files of every format, brought to a size and turned upright. */
class ImageFileReaderTest {
  @TempDir Path folder;

  static Stream<Arguments> plainPictures() {
    BufferedImage brown = ImageFiles.plain(8, 16, BROWN);
    return Stream.of(
        Arguments.of("PNG", ImageFiles.encode(brown, "png"), 0),
        Arguments.of("BMP", ImageFiles.encode(brown, "bmp"), 0),
        Arguments.of("GIF", ImageFiles.encode(brown, "gif"), 0),
        Arguments.of("JPEG", ImageFiles.encode(brown, "jpg"), 2),
        Arguments.of("lossless WebP", ImageFiles.LOSSLESS_WEBP, 0));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("plainPictures")
  void readsEveryFormatInColorAndGrey(String name, byte[] file, int tolerance) throws Exception {
    assertPlain(read(file, 4, 6, 3), tolerance, 200, 100, 50);
    // 0.299 * 200 + 0.587 * 100 + 0.114 * 50 = 124.2
    assertPlain(read(file, 4, 6, 1), tolerance, 124);
  }

  @Test
  void readsLossyWebpAsItsOwnDecoderDoes() throws Exception {
    byte[] pixels = read(ImageFiles.LOSSY_WEBP, 16, 16, 3);

    // First, middle and last pixel as libwebp gives them; it alone smooths between stored colours.
    assertClose(pixels, 0, 12, 243, 133, 138);
    assertClose(pixels, 8 * 16 + 8, 12, 237, 116, 131);
    assertClose(pixels, 255, 12, 230, 103, 114);
  }

  @Test
  void goesByTheContentAndNotByTheName() throws Exception {
    Path file =
        ImageFiles.write(folder, "a.jpg", ImageFiles.encode(ImageFiles.plain(2, 2, BROWN), "png"));
    byte[] pixels = new byte[3];

    reader(1, 1, 3).read(file, pixels, 0);

    assertPlain(pixels, 0, 200, 100, 50);
  }

  @Test
  void cropsPadsAndStretches() throws Exception {
    // 8 rows and 16 columns: red, green, green, blue, four columns each.
    byte[] file =
        ImageFiles.encode(
            ImageFiles.paint(8, 16, (x, y) -> x < 4 ? 0xFF0000 : x < 12 ? 0x00FF00 : 0x0000FF),
            "png");

    assertPlain(read(file, 4, 4, 3, Fit.CROP), 0, 0, 255, 0);
    byte[] padded = read(file, 4, 4, 3, Fit.PAD);
    assertThat(letters(padded, 4)).isEqualTo(".... rggb rggb ....");
    assertThat(letters(read(file, 4, 4, 3, Fit.RESIZE), 4)).isEqualTo("rggb rggb rggb rggb");
    assertThat(letters(read(file, 16, 16, 3, Fit.RESIZE), 16)).startsWith("rrrrggggggggbbbb ");
  }

  @Test
  void leavesAPictureOfTheRightSizeAsItIs() throws Exception {
    long seed = 3;
    Random random = new Random(seed);
    BufferedImage picture = ImageFiles.paint(5, 7, (x, y) -> random.nextInt(1 << 24));

    byte[] pixels = read(ImageFiles.encode(picture, "png"), 5, 7, 3);

    for (int i = 0; i < 35; i++) {
      int color = picture.getRGB(i % 7, i / 7);
      assertThat(Arrays.copyOfRange(pixels, 3 * i, 3 * i + 3))
          .as("seed %d, pixel %d", seed, i)
          .containsExactly(color >> 16, color >> 8, color);
    }
  }

  @Test
  void writesOnlyItsOwnPlace() throws Exception {
    byte[] target = new byte[3 * 12];
    byte[] file = ImageFiles.encode(ImageFiles.plain(3, 3, BROWN), "png");

    reader(2, 2, 3).read(file, target, 12);

    assertThat(Arrays.copyOf(target, 12)).containsOnly(0);
    assertPlain(Arrays.copyOfRange(target, 12, 24), 0, 200, 100, 50);
    assertThat(Arrays.copyOfRange(target, 24, 36)).containsOnly(0);
  }

  /** 20 megapixels in bands and columns, of which every second pixel is read. */
  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "bmp"})
  void thinsALargePictureWithoutALossThatIsSeen(String format) throws Exception {
    BufferedImage picture = new BufferedImage(5120, 4096, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < 4096; y++) {
      for (int x = 0; x < 5120; x++) {
        picture.getRaster().setSample(x, y, 0, (x / 512 * 20 + y / 512 * 5) & 0xFF);
      }
    }

    byte[] pixels = read(ImageFiles.encode(picture, format), 8, 10, 1, Fit.RESIZE);

    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 10; x++) {
        assertThat(pixels[10 * y + x] & 0xFF).isCloseTo(20 * x + 5 * y, within(1));
      }
    }
  }

  @Test
  void refusesAHugePictureBeforeDecodingIt() {
    ImageFileException problem = failure(ImageFiles.pngHeader(60_000, 60_000));

    assertThat(problem.reason()).isEqualTo(Reason.TOO_LARGE);
    assertThat(problem)
        .hasMessage("60000x60000 pixels (height x width); at most 100,000,000 are read");
    assertThat(failure(ImageFiles.pngHeader(1, 100_000_000)))
        .as("of which 300 MB would be taken for a file of 57 bytes")
        .hasMessage("1x100000000 pixels (height x width); at most 65,535 on a side are read");
  }

  @Test
  void turnsEveryOrientationUpright() throws Exception {
    String[] stored = {
      "rg bk", "gr kb", "kb gr", "bk rg", "rb gk", "gk rb", "kg br", "br kg",
    };
    for (int exif = 1; exif <= 8; exif++) {
      byte[] block = ImageFiles.exif(ByteOrder.BIG_ENDIAN, exif);
      // The stored picture is the inverse of what the orientation does to r g above b k.
      BufferedImage picture = quarters(stored[exif - 1], exif > 4);
      byte[] png = ImageFiles.pngWith(ImageFiles.encode(picture, "png"), "eXIf", block);
      byte[] jpeg = ImageFiles.jpegWithExif(ImageFiles.encode(picture, "jpg"), block);

      for (byte[] file : new byte[][] {png, jpeg}) {
        assertThat(letters(read(file, 2, 4, 3, Fit.RESIZE), 4))
            .as("%d", exif)
            .isEqualTo("rrgg bbkk");
        assertThat(letters(read(file, 2, 2, 3, Fit.CROP), 2)).as("%d", exif).isEqualTo("rg bk");
        assertThat(letters(read(file, 4, 4, 3, Fit.PAD), 4))
            .as("%d", exif)
            .isEqualTo(".... rrgg bbkk ....");
      }
    }
  }

  @Test
  void turnsWebpUpright() throws Exception {
    byte[] exif = ImageFiles.exif(ByteOrder.LITTLE_ENDIAN, 6);

    ImageFileContent content = ImageFileContent.of(extendedWebp(0x08, riffChunk("EXIF", exif)));

    assertThat(content.orientation()).isEqualTo(Orientation.QUARTER_TURN);
    assertPlain(read(extendedWebp(0x08, riffChunk("EXIF", exif)), 2, 2, 3), 0, 200, 100, 50);
  }

  @Test
  void ignoresBrokenExif() throws Exception {
    byte[] jpeg = ImageFiles.encode(ImageFiles.plain(8, 8, BROWN), "jpg");

    assertPlain(read(ImageFiles.jpegWithExif(jpeg, new byte[3]), 2, 2, 3), 2, 200, 100, 50);
  }

  /** 8x16 (16x8 if turned) pixels in four quarters. */
  private static BufferedImage quarters(String letters, boolean turned) {
    int height = turned ? 32 : 16;
    int width = turned ? 16 : 32;
    return ImageFiles.paint(
        height,
        width,
        (x, y) ->
            switch (letters.charAt(3 * (2 * y / height) + 2 * x / width)) {
              case 'r' -> 0xFF0000;
              case 'g' -> 0x00FF00;
              case 'b' -> 0x0000FF;
              default -> 0xC0C0C0;
            });
  }
}

package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
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

class ImageFileReaderTest {
  private static final int BROWN = 0xC86432;

  @TempDir Path folder;

  // Formats

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

  // Colours

  @Test
  void takesGreySamplesAsTheyAre() throws Exception {
    BufferedImage grey = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
    fill(grey, 100);

    assertPlain(read(ImageFiles.encode(grey, "png"), 2, 2, 1), 0, 100);
    assertPlain(read(ImageFiles.encode(grey, "png"), 2, 2, 3), 0, 100, 100, 100);
    assertPlain(read(ImageFiles.encode(grey, "jpg"), 2, 2, 1), 1, 100);
  }

  @Test
  void scalesSamplesOf16Bits() throws Exception {
    BufferedImage grey = new BufferedImage(4, 4, BufferedImage.TYPE_USHORT_GRAY);
    fill(grey, 100 * 257 + 120);
    assertPlain(read(ImageFiles.encode(grey, "png"), 2, 2, 1), 0, 100);
    fill(grey, 100 * 257 + 140);
    assertPlain(read(ImageFiles.encode(grey, "png"), 2, 2, 1), 0, 101);

    ComponentColorModel deep =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            true,
            false,
            Transparency.TRANSLUCENT,
            DataBuffer.TYPE_USHORT);
    BufferedImage color = ImageFiles.samples(deep, 4, 4, 200 * 257, 100 * 257, 50 * 257, 65535);
    assertPlain(read(ImageFiles.encode(color, "png"), 2, 2, 3), 0, 200, 100, 50);
  }

  @Test
  void looksPalettesUp() throws Exception {
    byte[] reds = {0, (byte) 200};
    byte[] greens = {0, 100};
    byte[] blues = {0, 50};
    for (int bits : new int[] {1, 2, 4, 8}) {
      IndexColorModel palette = new IndexColorModel(bits, 2, reds, greens, blues);
      BufferedImage picture =
          new BufferedImage(
              4,
              4,
              bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY,
              palette);
      fill(picture, 1);

      assertPlain(read(ImageFiles.encode(picture, "png"), 2, 2, 3), 0, 200, 100, 50);
    }
  }

  @Test
  void laysTransparentPicturesOnWhite() throws Exception {
    byte[] clear = ImageFiles.encode(ImageFiles.translucent(4, 4, 0x00C86432, false), "png");
    byte[] half = ImageFiles.encode(ImageFiles.translucent(4, 4, 0x80C86432, false), "png");

    assertPlain(read(clear, 2, 2, 3), 0, 255, 255, 255);
    // 128/255 of the color and 127/255 of white.
    assertPlain(read(half, 2, 2, 3), 0, 227, 177, 152);
    assertPlain(read(half, 2, 2, 1), 0, 189);
    assertPlain(read(ImageFiles.ALPHA_WEBP, 2, 2, 3), 0, 227, 177, 152);
  }

  @Test
  void laysTransparentPaletteEntriesOnWhite() throws Exception {
    byte[] dark = {0, 10};
    byte[] alphas = {0, (byte) 255};
    IndexColorModel palette = new IndexColorModel(8, 2, dark, dark, dark, alphas);
    BufferedImage picture = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_INDEXED, palette);

    for (String format : new String[] {"png", "gif"}) {
      assertPlain(read(ImageFiles.encode(picture, format), 2, 2, 3), 0, 255, 255, 255);
    }
  }

  @Test
  void takesPremultipliedColorsAsTheyAre() throws Exception {
    // Half of (200, 100, 50), as decoders may hand it over.
    BufferedImage picture = ImageFiles.translucent(1, 2, 0x80643219, true);
    float[] row = new float[6];

    new ImageFilePixels(picture, 3).read(0, row);

    assertThat(row).containsExactly(new float[] {227, 177, 152, 227, 177, 152}, within(0.001f));
  }

  @Test
  void readsCyanMagentaYellowBlack() throws Exception {
    assertPlain(read(ImageFiles.CMYK_JPEG, 4, 4, 3), 3, 255, 0, 0);
  }

  @Test
  void refusesOtherColorSpaces() {
    ComponentColorModel lab =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_CIEXYZ),
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_BYTE);

    ImageFileException problem =
        catchThrowableOfType(
            ImageFileException.class,
            () -> new ImageFilePixels(ImageFiles.samples(lab, 1, 1, 1, 2, 3), 3));

    assertThat(problem.reason()).isEqualTo(Reason.UNSUPPORTED);
    assertThat(problem)
        .hasMessage(
            "expected grey or red, green and blue, found another colour space with 3 components");
  }

  @Test
  void ignoresColorProfilesAndGamma() throws Exception {
    byte[] png = ImageFiles.encode(ImageFiles.plain(4, 4, BROWN), "png");
    byte[] gamma = ImageFiles.pngWith(png, "gAMA", new byte[] {0, 1, (byte) 0x86, (byte) 0xA0});
    byte[] junk = "no profile".getBytes(StandardCharsets.US_ASCII);
    byte[] jpeg = ImageFiles.encode(ImageFiles.plain(8, 8, BROWN), "jpg");
    byte[] profile = ImageFiles.join("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.US_ASCII), junk);
    byte[] profiled =
        ImageFiles.join(
            ImageFiles.slice(jpeg, 0, 2),
            ImageFiles.segment(0xE2, profile),
            ImageFiles.slice(jpeg, 2, jpeg.length));

    assertPlain(read(gamma, 2, 2, 3), 0, 200, 100, 50);
    assertPlain(read(ImageFiles.pngWith(png, "iCCP", junk), 2, 2, 3), 0, 200, 100, 50);
    assertPlain(read(profiled, 2, 2, 3), 2, 200, 100, 50);
    byte[] webp = extendedWebp(0x20, riffChunk("ICCP", junk));
    assertPlain(read(webp, 2, 2, 3), 0, 200, 100, 50);
  }

  // Sizes

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
  }

  // Orientation

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

  // Bad files

  static Stream<Arguments> cutPictures() {
    Random random = new Random(1);
    BufferedImage noise = ImageFiles.paint(48, 64, (x, y) -> random.nextInt(1 << 24));
    return Stream.of("png", "jpg", "gif", "bmp")
        .map(format -> Arguments.of(format, ImageFiles.encode(noise, format)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cutPictures")
  void refusesACutFile(String format, byte[] file) {
    // A GIF without its last byte has all of its pixels.
    int most = format.equals("gif") ? file.length - 2 : file.length - 1;
    for (int length : new int[] {30, 200, file.length / 2, file.length - 20, most}) {
      ImageFileException problem = failure(Arrays.copyOf(file, length));

      assertThat(problem.reason()).as("%s cut at %d", format, length).isEqualTo(Reason.DAMAGED);
    }
  }

  @Test
  void saysWhereAFileWasCut() {
    byte[] png = ImageFiles.encode(ImageFiles.plain(8, 8, BROWN), "png");
    byte[] jpeg = ImageFiles.encode(ImageFiles.plain(8, 8, BROWN), "jpg");

    assertThat(failure(Arrays.copyOf(png, 50)))
        .hasMessage("truncated: it ends after 50 bytes, before its end mark");
    assertThat(failure(Arrays.copyOf(jpeg, jpeg.length - 2)))
        .hasMessage(
            "truncated: it ends after " + (jpeg.length - 2) + " bytes, before its end mark");
    assertThat(failure(Arrays.copyOf(ImageFiles.LOSSY_WEBP, 59)))
        .hasMessage("truncated: its header promises 60 bytes, the file has 59");
  }

  @Test
  void refusesEveryDamagedByteOfAPng() {
    byte[] png = ImageFiles.encode(ImageFiles.plain(8, 8, BROWN), "png");
    for (int i = 8; i < png.length; i++) {
      byte[] damaged = png.clone();
      damaged[i] ^= 0x20;
      assertThat(failure(damaged)).as("byte %d", i).isNotNull();
    }
    png[png.length - 20] ^= 1;
    assertThat(failure(png)).hasMessageMatching("damaged: the checksum of the part .* is wrong");
  }

  @Test
  void refusesDamageInTheCodedPixelsOfAJpeg() {
    Random random = new Random(1);
    byte[] jpeg =
        ImageFiles.encode(ImageFiles.paint(48, 64, (x, y) -> random.nextInt(1 << 24)), "jpg");
    Arrays.fill(jpeg, jpeg.length / 2, jpeg.length / 2 + 100, (byte) 0);

    ImageFileException problem = failure(jpeg);

    assertThat(problem.reason()).isEqualTo(Reason.DAMAGED);
    assertThat(problem).hasMessageStartingWith("damaged: Corrupt JPEG data");
  }

  @Test
  void refusesSegmentsThatDoNotFollowEachOther() {
    byte[] jpeg = ImageFiles.encode(ImageFiles.plain(8, 8, BROWN), "jpg");
    byte[] noMarker = jpeg.clone();
    noMarker[20] = 7;
    byte[] noLength = jpeg.clone();
    noLength[4] = 0;
    noLength[5] = 1;

    assertThat(failure(noMarker)).hasMessage("damaged: expected the next segment at byte 20");
    assertThat(failure(noLength)).hasMessage("damaged: the segment at byte 4 has length 1");
  }

  @Test
  void readsAJpegWithFurtherBytesBehindItsEnd() throws Exception {
    byte[] jpeg = ImageFiles.encode(ImageFiles.plain(8, 8, BROWN), "jpg");

    assertPlain(read(ImageFiles.join(jpeg, new byte[99]), 2, 2, 3), 2, 200, 100, 50);
  }

  @Test
  void refusesAWebpPartBeyondItsEnd() {
    byte[] webp = ImageFiles.LOSSLESS_WEBP.clone();
    webp[16]++;
    webp[16]++;

    assertThat(failure(webp))
        .hasMessage("damaged: the part that begins at byte 12 reaches past the end");
  }

  @Test
  void refusesWhatIsNoPicture() {
    assertThat(failure(new byte[0])).hasMessage("an empty file");
    ImageFileException problem = failure("<html>".getBytes(StandardCharsets.US_ASCII));
    assertThat(problem.reason()).isEqualTo(Reason.NOT_AN_IMAGE);
    assertThat(problem).hasMessage("its first bytes are not those of PNG, JPEG, WebP, BMP or GIF");
  }

  @Test
  void namesAMissingFile() {
    ImageFileException problem =
        catchThrowableOfType(
            ImageFileException.class,
            () -> reader(2, 2, 3).read(folder.resolve("absent.png"), new byte[12], 0));

    assertThat(problem.reason()).isEqualTo(Reason.UNREADABLE);
    assertThat(problem).hasMessage("gone, or a link to a file that is not there");
  }

  /** Whatever a decoder does with damage, nothing but our exception comes out. */
  @Test
  void survivesDamagedFilesOfEveryFormat() {
    long seed = 7;
    Random random = new Random(seed);
    BufferedImage picture = ImageFiles.paint(20, 30, (x, y) -> random.nextInt(1 << 24));
    byte[][] files = {
      ImageFiles.encode(picture, "png"),
      ImageFiles.encode(picture, "jpg"),
      ImageFiles.encode(picture, "gif"),
      ImageFiles.encode(picture, "bmp"),
      ImageFiles.LOSSLESS_WEBP,
      ImageFiles.LOSSY_WEBP,
      ImageFiles.CMYK_JPEG
    };
    byte[] target = new byte[12];
    for (int i = 0; i < 700; i++) {
      byte[] damaged = files[i % files.length].clone();
      for (int k = 0; k < 3; k++) {
        int header = random.nextBoolean() ? Math.min(60, damaged.length) : damaged.length;
        damaged[random.nextInt(header)] = (byte) random.nextInt();
      }
      try {
        reader(2, 2, 3).read(damaged, target, 0);
      } catch (ImageFileException e) {
        assertThat(e.getMessage()).as("seed %d, file %d", seed, i).isNotEmpty();
      }
    }
  }

  private static byte[] riffChunk(String type, byte[] data) {
    return ByteBuffer.allocate(8 + data.length + (data.length & 1))
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(type.getBytes(StandardCharsets.US_ASCII))
        .putInt(data.length)
        .put(data)
        .array();
  }

  /** The lossless picture as an extended file that announces the given chunk. */
  private static byte[] extendedWebp(int flags, byte[] chunk) {
    byte[] pixels = ImageFiles.slice(ImageFiles.LOSSLESS_WEBP, 12, 38);
    byte[] header = riffChunk("VP8X", new byte[] {(byte) flags, 0, 0, 0, 2, 0, 0, 1, 0, 0});
    byte[] chunks =
        flags == 0x20
            ? ImageFiles.join(header, chunk, pixels)
            : ImageFiles.join(header, pixels, chunk);
    byte[] riff =
        riffChunk("RIFF", ImageFiles.join("WEBP".getBytes(StandardCharsets.US_ASCII), chunks));
    return riff;
  }

  private static ImageFileReader reader(int height, int width, int channels) {
    return new ImageFileReader(height, width, channels, Fit.CROP);
  }

  private static byte[] read(byte[] file, int height, int width, int channels)
      throws ImageFileException {
    return read(file, height, width, channels, Fit.CROP);
  }

  private static byte[] read(byte[] file, int height, int width, int channels, Fit fit)
      throws ImageFileException {
    byte[] pixels = new byte[height * width * channels];
    new ImageFileReader(height, width, channels, fit).read(file, pixels, 0);
    return pixels;
  }

  private static ImageFileException failure(byte[] file) {
    return catchThrowableOfType(ImageFileException.class, () -> read(file, 2, 2, 3));
  }

  private static void fill(BufferedImage picture, int sample) {
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        picture.getRaster().setSample(x, y, 0, sample);
      }
    }
  }

  private static void assertPlain(byte[] pixels, int tolerance, int... color) {
    for (int i = 0; i < pixels.length; i++) {
      assertThat(pixels[i] & 0xFF)
          .as("byte %d", i)
          .isCloseTo(color[i % color.length], within(tolerance));
    }
  }

  private static void assertClose(byte[] pixels, int pixel, int tolerance, int... color) {
    for (int c = 0; c < 3; c++) {
      assertThat(pixels[3 * pixel + c] & 0xFF)
          .as("pixel %d, channel %d", pixel, c)
          .isCloseTo(color[c], within(tolerance));
    }
  }

  /** Red, green, blue, light or black, whichever is nearest, row by row. */
  private static String letters(byte[] pixels, int width) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < pixels.length / 3; i++) {
      if (i > 0 && i % width == 0) {
        letters.append(' ');
      }
      boolean red = (pixels[3 * i] & 0xFF) > 128;
      boolean green = (pixels[3 * i + 1] & 0xFF) > 128;
      boolean blue = (pixels[3 * i + 2] & 0xFF) > 128;
      letters.append(red && green && blue ? 'k' : red ? 'r' : green ? 'g' : blue ? 'b' : '.');
    }
    return letters.toString();
  }
}

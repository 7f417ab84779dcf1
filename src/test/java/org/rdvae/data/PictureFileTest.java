package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.base.Failure;

class PictureFileTest {
  private static final long SEED = 11;

  @TempDir Path folder;

  // Pixels

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp"})
  void readsEveryPixelAsItIsStored(String format) {
    Random random = new Random(SEED);
    BufferedImage image = ImageFiles.paint(5, 7, (x, y) -> random.nextInt(1 << 24));

    Picture picture = read(ImageFiles.encode(image, format));

    assertThat(picture.width()).isEqualTo(7);
    assertThat(picture.height()).isEqualTo(5);
    assertThat(picture.channels()).isEqualTo(3);
    assertThat(picture.profile()).isEmpty();
    assertThat(picture.notes()).isEmpty();
    assertThat(picture.pixels()).isEqualTo(colours(image));
  }

  @Test
  void readsGreyAsGrey() {
    BufferedImage grey = new BufferedImage(6, 3, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 18; i++) {
      grey.getRaster().setSample(i % 6, i / 6, 0, 14 * i);
    }

    Picture picture = read(ImageFiles.encode(grey, "png"));

    assertThat(picture.channels()).isEqualTo(1);
    for (int i = 0; i < 18; i++) {
      assertThat(picture.pixels()[i] & 0xFF).isEqualTo(14 * i);
    }
    assertThat(read(ImageFiles.encode(grey, "jpg")).channels()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"1, true", "2, true", "4, true", "8, true", "1, false", "4, false", "8, false"})
  void looksPalettesUp(int bits, boolean grey) {
    byte[] reds = {10, (byte) 250};
    byte[] blues = {10, (byte) (grey ? 250 : 0)};
    IndexColorModel palette = new IndexColorModel(bits, 2, reds, reds, blues);
    BufferedImage image =
        new BufferedImage(
            2,
            1,
            bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY,
            palette);
    image.getRaster().setSample(1, 0, 0, 1);

    Picture picture = read(ImageFiles.encode(image, "png"));

    byte high = (byte) 250;
    assertThat(picture.pixels())
        .isEqualTo(grey ? new byte[] {10, high} : new byte[] {10, 10, 10, high, high, 0});
  }

  @Test
  void readsEveryFormat() {
    byte[] brown = {(byte) 200, 100, 50};
    Picture gif = read(ImageFiles.encode(ImageFiles.plain(3, 2, 0xC86432), "gif"));
    Picture webp = read(ImageFiles.LOSSLESS_WEBP);
    Picture jpeg = read(ImageFiles.encode(ImageFiles.plain(8, 16, 0xC86432), "jpg"));

    assertThat(Arrays.copyOf(gif.pixels(), 3)).isEqualTo(brown);
    assertThat(Arrays.copyOf(webp.pixels(), 3)).isEqualTo(brown);
    assertThat(webp.width()).isEqualTo(3);
    assertThat(jpeg.width()).isEqualTo(16);
    assertThat(jpeg.pixels()[0] & 0xFF).isBetween(198, 202);
  }

  /** Pixel n of the stored picture is n; what is seen in the first row tells the orientation. */
  @ParameterizedTest
  @CsvSource({
    "1, 3, 0 1 2 3 4 5",
    "2, 3, 2 1 0 5 4 3",
    "3, 3, 5 4 3 2 1 0",
    "4, 3, 3 4 5 0 1 2",
    "5, 2, 0 3 1 4 2 5",
    "6, 2, 3 0 4 1 5 2",
    "7, 2, 5 2 4 1 3 0",
    "8, 2, 2 5 1 4 0 3",
  })
  void turnsEveryOrientationUpright(int exif, int width, String seen) {
    BufferedImage stored = ImageFiles.paint(2, 3, (x, y) -> 3 * y + x);
    byte[] png =
        ImageFiles.pngWith(
            ImageFiles.encode(stored, "png"), "eXIf", ImageFiles.exif(ByteOrder.BIG_ENDIAN, exif));

    PictureFile file = PictureFile.of(png, "a.png");
    Picture picture = file.picture();

    assertThat(file.width()).isEqualTo(width).isEqualTo(picture.width());
    assertThat(file.height()).isEqualTo(6 / width).isEqualTo(picture.height());
    StringBuilder blues = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      blues.append(i == 0 ? "" : " ").append(picture.pixels()[3 * i + 2]);
    }
    assertThat(blues).hasToString(seen);
  }

  // Colour profiles

  @Test
  void keepsAProfileFromEveryFormatThatHasThem() {
    byte[] wide = IccProfiles.wide();

    assertThat(read(png(wide)).profile()).hasValue(wide);
    assertThat(read(jpeg(wide, 1)).profile()).hasValue(wide);
    assertThat(read(jpeg(wide, 3)).profile()).hasValue(wide);
    assertThat(read(webp(wide)).profile()).hasValue(wide);
    assertThat(read(png(wide)).notes()).isEmpty();
  }

  @Test
  void keepsAProfileOfGrey() {
    byte[] profile = IccProfiles.grey(IccProfiles.exponent(1.8));
    BufferedImage grey = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY);
    byte[] file = pngWithProfile(ImageFiles.encode(grey, "png"), profile);

    assertThat(read(file).channels()).isEqualTo(1);
    assertThat(read(file).profile()).hasValue(profile);
  }

  @Test
  void dropsAProfileThatOnlySaysSrgb() {
    Picture picture = read(png(IccProfiles.srgb(IccProfiles.srgbFormula())));

    assertThat(picture.profile()).isEmpty();
    assertThat(picture.notes()).isEmpty();
  }

  /** Grey in red, green and blue, because its profile speaks of those. */
  @Test
  void keepsAGreyPaletteInColourForAColourProfile() {
    byte[] levels = {0, 100};
    BufferedImage image =
        new BufferedImage(
            2,
            1,
            BufferedImage.TYPE_BYTE_INDEXED,
            new IndexColorModel(8, 2, levels, levels, levels));
    byte[] wide = IccProfiles.wide();

    Picture picture = read(pngWithProfile(ImageFiles.encode(image, "png"), wide));

    assertThat(picture.channels()).isEqualTo(3);
    assertThat(picture.profile()).hasValue(wide);
  }

  @Test
  void saysWhichProfileIsLeftOutAndWhy() {
    byte[] wide = IccProfiles.wide();
    byte[] grey = IccProfiles.grey(IccProfiles.exponent(1.8));

    assertLeftOut(png("no profile".getBytes(StandardCharsets.US_ASCII)), "it is no ICC profile");
    assertLeftOut(png(grey), "it is for GRAY, and the picture is RGB");
    assertLeftOut(
        ImageFiles.pngWith(plainPng(), "iCCP", new byte[] {'n', 0, 0, 1, 2, 3}),
        "incorrect header check");
    assertLeftOut(ImageFiles.pngWith(plainPng(), "iCCP", new byte[] {'n'}), "end too early");
    byte[] jpeg = jpeg(wide, 3);
    jpeg[2 + 4 + 12] = 2; // The number of the first piece, which is then there twice.
    assertLeftOut(jpeg, "some of its 3 pieces are missing");
  }

  /** A few kilobytes that would become a gigabyte. */
  @Test
  void inflatesNoMoreOfAProfileThanAnyReallyHas() {
    assertLeftOut(png(new byte[1 << 24]), "it has more than 1048576 bytes");
    assertLeftOut(webp(new byte[(1 << 20) + 1]), "it has more than 1048576 bytes");
  }

  private static void assertLeftOut(byte[] file, String why) {
    Picture picture = read(file);
    assertThat(picture.profile()).isEmpty();
    assertThat(picture.notes()).hasSize(1);
    assertThat(picture.notes().get(0))
        .startsWith("its colour profile is left out, and its values are taken as sRGB: ")
        .endsWith(why);
  }

  // Refusals

  @Test
  void refuses16Bits() {
    BufferedImage deep = new BufferedImage(2, 2, BufferedImage.TYPE_USHORT_GRAY);

    assertRefused(
        ImageFiles.encode(deep, "png"),
        "a.png: expected 8 bits a sample, found 16; convert it first, for instance with"
            + " ImageMagick: magick IN -depth 8 OUT.png");
  }

  @Test
  void refusesInks() {
    assertRefused(
        ImageFiles.CMYK_JPEG,
        "a.png: expected grey or red, green and blue, found cyan, magenta, yellow and black;"
            + " convert it first, for instance with ImageMagick: magick IN -colorspace sRGB"
            + " OUT.png");
  }

  @Test
  void refusesTransparencyButTakesAnAlphaThatHidesNothing() {
    BufferedImage image = ImageFiles.translucent(4, 3, 0xFFC86432, false);
    assertThat(read(ImageFiles.encode(image, "png")).channels()).isEqualTo(3);
    image.setRGB(1, 2, 0xFEC86432);

    Failure failure = failure(ImageFiles.encode(image, "png"));

    assertThat(failure)
        .hasMessage(
            "a.png: expected an opaque picture, found 1 of 12 pixels transparent; lay it on a"
                + " background first, for instance with ImageMagick: magick IN -background white"
                + " -alpha remove -alpha off OUT.png");
    assertThat(failure(ImageFiles.ALPHA_WEBP)).hasMessageContaining("8 of 8 pixels transparent");
  }

  @Test
  void looksAtTheUsedEntriesOfAPaletteOnly() {
    byte[] levels = {0, 100};
    IndexColorModel palette =
        new IndexColorModel(8, 2, levels, levels, levels, new byte[] {0, (byte) 255});
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
    image.getRaster().setSample(0, 0, 0, 1);
    image.getRaster().setSample(1, 0, 0, 1);
    assertThat(read(ImageFiles.encode(image, "png")).pixels()).containsExactly(100, 100);
    image.getRaster().setSample(1, 0, 0, 0);

    assertThat(failure(ImageFiles.encode(image, "png")))
        .hasMessageContaining("found 1 of 2 pixels transparent");
  }

  @Test
  void refusesAHugePictureBeforeDecodingIt() {
    assertRefused(
        ImageFiles.pngHeader(60_000, 60_000),
        "a.png: 60000x60000 pixels (height x width); at most 100,000,000 are read");
  }

  @Test
  void namesTheFileThatIsNoPicture() {
    Path text = ImageFiles.write(folder, "text.png", "hello".getBytes(StandardCharsets.US_ASCII));
    assertThat(catchThrowableOfType(Failure.class, () -> PictureFile.of(text)))
        .hasMessage(text + ": its first bytes are not those of PNG, JPEG, WebP, BMP or GIF");
    Path absent = folder.resolve("absent.png");
    assertThat(catchThrowableOfType(Failure.class, () -> PictureFile.of(absent)))
        .hasMessage(absent + ": gone, or a link to a file that is not there");
    byte[] cut = Arrays.copyOf(plainPng(), 50);
    assertRefused(cut, "a.png: truncated: it ends after 50 bytes, before its end mark");
  }

  /** Whatever a decoder does with damage, only our failure comes out. */
  @Test
  void survivesDamagedFiles() {
    Random random = new Random(SEED);
    BufferedImage image = ImageFiles.paint(20, 30, (x, y) -> random.nextInt(1 << 24));
    byte[][] files = {
      png(IccProfiles.wide()),
      jpeg(IccProfiles.wide(), 2),
      webp(IccProfiles.wide()),
      ImageFiles.encode(image, "gif"),
      ImageFiles.encode(image, "bmp"),
      ImageFiles.CMYK_JPEG
    };
    for (int i = 0; i < 600; i++) {
      byte[] damaged = files[i % files.length].clone();
      for (int k = 0; k < 3; k++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        read(damaged);
      } catch (Failure e) {
        assertThat(e.kind()).as("seed %d, file %d", SEED, i).isEqualTo(Failure.Kind.BAD_DATA);
      }
    }
  }

  // Pictures in memory

  @Test
  void takesAnImageInMemoryWithTheProfileOfItsColours() {
    BufferedImage image = ImageFiles.paint(2, 3, (x, y) -> 0x010203 * (x + 1));
    assertThat(PictureFile.of(image, "image").pixels()).isEqualTo(colours(image));
    assertThat(PictureFile.of(image, "image").profile()).isEmpty();
    assertThat(PictureFile.of(image.getSubimage(1, 1, 2, 1), "image").pixels())
        .containsExactly(2, 4, 6, 3, 6, 9);
    BufferedImage grey = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(0, 0, 0, 77);
    assertThat(PictureFile.of(grey, "image").pixels()).containsExactly(77);
    assertThat(PictureFile.of(grey, "image").profile()).isEmpty();
  }

  private static byte[] colours(BufferedImage image) {
    byte[] colours = new byte[3 * image.getWidth() * image.getHeight()];
    for (int i = 0; i < colours.length; i++) {
      int pixel = i / 3;
      int color = image.getRGB(pixel % image.getWidth(), pixel / image.getWidth());
      colours[i] = (byte) (color >> (16 - 8 * (i % 3)));
    }
    return colours;
  }

  private static byte[] plainPng() {
    return ImageFiles.encode(ImageFiles.plain(8, 8, 0xC86432), "png");
  }

  private static byte[] png(byte[] profile) {
    return pngWithProfile(plainPng(), profile);
  }

  private static byte[] pngWithProfile(byte[] png, byte[] profile) {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    chunk.writeBytes("name\0\0".getBytes(StandardCharsets.US_ASCII));
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(chunk, new Deflater(9))) {
      deflated.write(profile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ImageFiles.pngWith(png, "iCCP", chunk.toByteArray());
  }

  /** With the profile in so many pieces, the last of them first. */
  private static byte[] jpeg(byte[] profile, int pieces) {
    byte[] jpeg = ImageFiles.encode(ImageFiles.plain(8, 8, 0xC86432), "jpg");
    byte[] segments = new byte[0];
    for (int number = 1; number <= pieces; number++) {
      byte[] head =
          ("ICC_PROFILE\0" + (char) number + (char) pieces).getBytes(StandardCharsets.US_ASCII);
      byte[] piece =
          ImageFiles.slice(
              profile, profile.length * (number - 1) / pieces, profile.length * number / pieces);
      segments = ImageFiles.join(ImageFiles.segment(0xE2, ImageFiles.join(head, piece)), segments);
    }
    return ImageFiles.join(
        ImageFiles.slice(jpeg, 0, 2), segments, ImageFiles.slice(jpeg, 2, jpeg.length));
  }

  /** The lossless picture as an extended file that announces a profile. */
  private static byte[] webp(byte[] profile) {
    byte[] header = riff("VP8X", new byte[] {0x20, 0, 0, 0, 2, 0, 0, 1, 0, 0});
    byte[] pixels = ImageFiles.slice(ImageFiles.LOSSLESS_WEBP, 12, 38);
    byte[] letters = "WEBP".getBytes(StandardCharsets.US_ASCII);
    return riff("RIFF", ImageFiles.join(letters, header, riff("ICCP", profile), pixels));
  }

  private static byte[] riff(String type, byte[] data) {
    return ByteBuffer.allocate(8 + data.length + (data.length & 1))
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(type.getBytes(StandardCharsets.US_ASCII))
        .putInt(data.length)
        .put(data)
        .array();
  }

  private static Picture read(byte[] file) {
    return PictureFile.of(file, "a.png").picture();
  }

  private static Failure failure(byte[] file) {
    return catchThrowableOfType(Failure.class, () -> read(file));
  }

  private static void assertRefused(byte[] file, String message) {
    assertThat(failure(file)).hasMessage(message);
    assertThat(failure(file).kind()).isEqualTo(Failure.Kind.BAD_DATA);
  }
}

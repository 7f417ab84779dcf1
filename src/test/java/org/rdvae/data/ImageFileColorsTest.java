package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.rdvae.data.PictureReading.BROWN;
import static org.rdvae.data.PictureReading.assertPlain;
import static org.rdvae.data.PictureReading.extendedWebp;
import static org.rdvae.data.PictureReading.fill;
import static org.rdvae.data.PictureReading.read;
import static org.rdvae.data.PictureReading.riffChunk;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.rdvae.data.ImageFileException.Reason;

/** What becomes of the samples, palettes and transparency of picture files. */
class ImageFileColorsTest {
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
}

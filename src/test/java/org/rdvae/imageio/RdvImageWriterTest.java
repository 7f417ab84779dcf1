package org.rdvae.imageio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Rectangle;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.IIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.spi.IIORegistry;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.codec.Photo;
import org.rdvae.codec.RdvFile;
import org.rdvae.codec.RdvKind;
import org.rdvae.codec.StoringCodec;
import org.rdvae.job.PhotoModels;
import org.rdvae.job.TinyModels;

class RdvImageWriterTest {
  @TempDir Path home;
  private PhotoModels models;

  @BeforeEach
  void makeModel() {
    TinyModels.write(home.resolve("checkpoints/photo-1.safetensors"), 1);
    models = TinyModels.in(home);
  }

  /** What existing code does: two calls of ImageIO and a name. */
  @Test
  void writesAndReadsByTwoCallsOfImageIo() throws IOException {
    IIORegistry registry = IIORegistry.getDefaultInstance();
    RdvImageReaderSpi reader = registry.getServiceProviderByClass(RdvImageReaderSpi.class);
    RdvImageWriterSpi writer = registry.getServiceProviderByClass(RdvImageWriterSpi.class);
    RdvImageReaderSpi ownReader = new RdvImageReaderSpi(() -> models);
    RdvImageWriterSpi ownWriter = new RdvImageWriterSpi(() -> models);
    registry.deregisterServiceProvider(reader);
    registry.deregisterServiceProvider(writer);
    registry.registerServiceProvider(ownReader);
    registry.registerServiceProvider(ownWriter);
    try {
      Path file = home.resolve("a.rdv");
      BufferedImage image = image(BufferedImage.TYPE_INT_RGB);
      assertThat(ImageIO.write(image, "rdv", file.toFile())).isTrue();
      BufferedImage back = ImageIO.read(file.toFile());
      assertThat(back.getWidth()).isEqualTo(6);
      assertThat(back.getHeight()).isEqualTo(4);
      assertThat(back.getRGB(0, 0)).isEqualTo(0xFF404040);
      assertThat(ImageIO.write(image(BufferedImage.TYPE_USHORT_GRAY), "rdv", file.toFile()))
          .isFalse();
    } finally {
      registry.deregisterServiceProvider(ownReader);
      registry.deregisterServiceProvider(ownWriter);
      registry.registerServiceProvider(reader);
      registry.registerServiceProvider(writer);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0.5, 4.5", "1, 8"})
  void theQualityRunsFrom0To1AsImageIoHasIt(float asked, double quality) throws IOException {
    ImageWriteParam param = writer().getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionQuality(asked);

    assertThat(quality(write(image(BufferedImage.TYPE_INT_RGB), param))).isEqualTo(quality);
  }

  @Test
  void theUsualQualityIs4() throws IOException {
    ImageWriteParam param = writer().getDefaultWriteParam();
    assertThat(quality(write(image(BufferedImage.TYPE_INT_RGB), null))).isEqualTo(4);
    assertThat(quality(write(image(BufferedImage.TYPE_INT_RGB), param))).isEqualTo(4);
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    assertThat(quality(write(image(BufferedImage.TYPE_INT_RGB), param))).isEqualTo(4);
    param.setCompressionQuality(0.9f);
    param.unsetCompression();
    assertThat(quality(write(image(BufferedImage.TYPE_INT_RGB), param))).isEqualTo(4);
    assertThat(param.isCompressionLossless()).isFalse();
    assertThat(param.getCompressionQualityDescriptions())
        .hasSize(param.getCompressionQualityValues().length - 1);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_4BYTE_ABGR_PRE,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_BYTE_INDEXED,
        BufferedImage.TYPE_USHORT_565_RGB
      })
  void takesEveryTypeOf8Bits(int type) throws IOException {
    BufferedImage image = image(type);
    assertThat(writer().getOriginatingProvider().canEncodeImage(image)).isTrue();

    Photo photo = photo(write(image, quality(8)));

    assertThat(photo.channels()).isEqualTo(type == BufferedImage.TYPE_BYTE_GRAY ? 1 : 3);
    assertThat(photo.profile()).isEmpty();
    // 64 of 255, of which 5 bits are 66, and the palette's levels are 51 apart.
    assertThat(photo.pixels()[0] & 0xFF).isBetween(51, 66);
  }

  @Test
  void refusesDeepAndTransparentImages() {
    RdvImageWriterSpi spi = new RdvImageWriterSpi();
    assertThat(
            spi.canEncodeImage(
                ImageTypeSpecifier.createGrayscale(16, DataBuffer.TYPE_USHORT, false)))
        .isFalse();
    BufferedImage clear = new BufferedImage(2, 2, BufferedImage.TYPE_INT_ARGB);
    assertThatThrownBy(() -> write(clear, null))
        .isInstanceOf(IIOException.class)
        .hasMessageStartingWith(
            "The image: expected an opaque picture, found 4 of 4 pixels transparent");
    BufferedImage deep = new BufferedImage(2, 2, BufferedImage.TYPE_USHORT_GRAY);
    assertThatThrownBy(() -> write(deep, null))
        .hasMessageStartingWith("The image: expected 8 bits a sample, found 16");
  }

  @Test
  void keepsTheProfileOfTheImagesColours() throws IOException {
    ICC_ColorSpace linear = (ICC_ColorSpace) ColorSpace.getInstance(ColorSpace.CS_LINEAR_RGB);
    BufferedImage image =
        ImageTypeSpecifier.createInterleaved(
                linear, new int[] {0, 1, 2}, DataBuffer.TYPE_BYTE, false, false)
            .createBufferedImage(6, 4);
    new ColorConvertOp(null).filter(image(BufferedImage.TYPE_INT_RGB), image);

    Photo photo = photo(write(image, quality(8)));

    assertThat(photo.profile()).hasValue(linear.getProfile().getData());
    // 64 of sRGB is 13 of linear light.
    assertThat(photo.pixels()[0] & 0xFF).isBetween(11, 15);
  }

  @Test
  void writesARegionIfAskedTo() throws IOException {
    BufferedImage image = image(BufferedImage.TYPE_INT_RGB);
    ImageWriteParam param = quality(8);
    param.setSourceRegion(new Rectangle(1, 0, 99, 3));
    param.setSourceSubsampling(2, 2, 1, 0);

    Photo photo = photo(write(image, param));

    assertThat(photo.width()).isEqualTo(2);
    assertThat(photo.height()).isEqualTo(2);
    assertThat(photo.pixels()[0] & 0xFF).isEqualTo(image.getRGB(2, 0) & 0xFF);
    assertThat(photo.pixels()[3 * 3] & 0xFF).isEqualTo(image.getRGB(4, 2) & 0xFF);
  }

  /** Grey levels from 64 on in steps of 8, which quality 8 keeps. */
  private static BufferedImage image(int type) {
    BufferedImage image = new BufferedImage(6, 4, type);
    for (int i = 0; i < 24; i++) {
      int level = 64 + 8 * i;
      if (type == BufferedImage.TYPE_BYTE_GRAY || type == BufferedImage.TYPE_USHORT_GRAY) {
        image.getRaster().setSample(i % 6, i / 6, 0, level);
      } else {
        image.setRGB(i % 6, i / 6, 0xFF000000 | 0x010101 * (level & 0xFF));
      }
    }
    return image;
  }

  private ImageWriter writer() {
    return new RdvImageWriterSpi(() -> models).createWriterInstance(null);
  }

  private ImageWriteParam quality(double quality) {
    ImageWriteParam param = writer().getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionQuality((float) ((quality - 1) / 7));
    return param;
  }

  private byte[] write(BufferedImage image, ImageWriteParam param) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = writer();
    try (MemoryCacheImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), param);
    }
    return out.toByteArray();
  }

  private static double quality(byte[] file) {
    return ((RdvKind.Lossy) RdvFile.read(file, "a.rdv").header().kind()).quality();
  }

  private static Photo photo(byte[] file) {
    return new StoringCodec(TinyModels.model(1).modelHash()).decompress(file, "a.rdv");
  }
}

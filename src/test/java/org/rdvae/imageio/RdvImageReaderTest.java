package org.rdvae.imageio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.codec.Photo;
import org.rdvae.codec.StoringCodec;
import org.rdvae.job.PhotoModels;
import org.rdvae.job.TinyModels;

class RdvImageReaderTest {
  private static final long SEED = 4;
  private static final StoringCodec CODEC = new StoringCodec(TinyModels.model(1).modelHash());

  @TempDir Path home;

  @Test
  void readsColourAndGreyAsTheyAreStored() throws IOException {
    for (int channels : new int[] {1, 3}) {
      Photo photo = photo(7, 5, channels);

      BufferedImage image = reader(photo).read(0);

      assertThat(image.getType())
          .isEqualTo(channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
      assertPixels(image, photo);
    }
  }

  @Test
  void readsIntoWhatIsAskedFor() throws IOException {
    Photo photo = photo(9, 8, 3);
    ImageReader reader = reader(photo);
    ImageReadParam param = reader.getDefaultReadParam();
    param.setDestinationType(
        ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_INT_RGB));
    param.setSourceRegion(new Rectangle(2, 1, 5, 6));
    param.setSourceSubsampling(2, 3, 1, 0);

    BufferedImage image = reader.read(0, param);

    assertThat(image.getType()).isEqualTo(BufferedImage.TYPE_INT_RGB);
    assertThat(image.getWidth()).isEqualTo(2);
    assertThat(image.getHeight()).isEqualTo(2);
    for (int y = 0; y < 2; y++) {
      for (int x = 0; x < 2; x++) {
        assertThat(image.getRaster().getSample(x, y, 1))
            .isEqualTo(photo.pixels()[3 * (9 * (1 + 3 * y) + 3 + 2 * x) + 1] & 0xFF);
      }
    }
    BufferedImage own = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
    ImageReadParam placed = reader.getDefaultReadParam();
    placed.setDestination(own);
    placed.setDestinationOffset(new Point(3, 4));
    assertThat(reader.read(0, placed)).isSameAs(own);
    assertPixels(own.getSubimage(3, 4, 9, 8), photo);
    assertThat(own.getRGB(2, 4)).isEqualTo(0xFF000000);
  }

  /** The model is not even looked for. */
  @Test
  void knowsSizeAndTypesFromTheHeader() throws IOException {
    PhotoModels none = TinyModels.in(home);
    ImageReader reader = reader(CODEC.compress(photo(300, 200, 3), 8), none);

    assertThat(reader.getWidth(0)).isEqualTo(300);
    assertThat(reader.getHeight(0)).isEqualTo(200);
    assertThat(reader.getNumImages(true)).isEqualTo(1);
    List<ImageTypeSpecifier> types = new ArrayList<>();
    reader.getImageTypes(0).forEachRemaining(types::add);
    assertThat(types)
        .containsExactly(
            ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_3BYTE_BGR),
            ImageTypeSpecifier.createFromBufferedImageType(BufferedImage.TYPE_INT_RGB));
    assertThatThrownBy(() -> reader.read(0))
        .isInstanceOf(IIOException.class)
        .hasMessageStartingWith(
            "The .rdv stream: made with model " + TinyModels.model(1).shortModelHash());
    assertThatThrownBy(() -> reader.getWidth(1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void readsInTheColoursOfTheProfile() throws IOException {
    byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    Photo photo = new Photo(1, 1, 3, new byte[] {100, 100, 100}, Optional.of(profile));

    BufferedImage image = reader(photo).read(0);

    assertThat(image.getRaster().getSample(0, 0, 0)).isEqualTo(100);
    ICC_ColorSpace space = (ICC_ColorSpace) image.getColorModel().getColorSpace();
    assertThat(space.getProfile().getData()).isEqualTo(profile);
    // Linear light 100/255 is 168 of sRGB.
    assertThat(image.getRGB(0, 0) & 0xFF).isBetween(166, 170);
  }

  @Test
  void aProfileThatJavaDoesNotUnderstandCostsNothingButItself() throws IOException {
    Photo photo = new Photo(1, 1, 3, new byte[] {2, 4, 6}, Optional.of(new byte[200]));

    assertThat(reader(photo).read(0).getRGB(0, 0)).isEqualTo(0xFF020406);
  }

  @Test
  void whatIsWrongIsSaidInOurWords() {
    byte[] file = CODEC.compress(photo(7, 5, 3), 4);
    byte[] cut = Arrays.copyOf(file, file.length - 5);

    assertThatThrownBy(() -> reader(cut, TinyModels.in(home)).getWidth(0))
        .isInstanceOf(IIOException.class)
        .hasMessageStartingWith("The .rdv stream");
    assertThatThrownBy(() -> new RdvImageReaderSpi().createReaderInstance(null).read(0))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void knowsItsOwnFilesOnly() throws IOException {
    RdvImageReaderSpi spi = new RdvImageReaderSpi();

    assertThat(spi.canDecodeInput(stream(CODEC.compress(photo(1, 1, 1), 4)))).isTrue();
    assertThat(spi.canDecodeInput(stream(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13}))).isFalse();
    assertThat(spi.canDecodeInput(stream(new byte[] {(byte) 0x89, 'R', 'D'}))).isFalse();
    assertThat(spi.canDecodeInput("a.rdv")).isFalse();
    MemoryCacheImageInputStream unmoved = stream(new byte[9]);
    spi.canDecodeInput(unmoved);
    assertThat(unmoved.getStreamPosition()).isZero();
  }

  /** Through the file in META-INF/services. */
  @Test
  void imageIoKnowsIt() throws IOException {
    assertThat(ImageIO.getImageReadersByFormatName("rdv").next())
        .isInstanceOf(RdvImageReader.class);
    assertThat(ImageIO.getImageReadersBySuffix("rdv").hasNext()).isTrue();
    assertThat(ImageIO.getImageWritersByFormatName("rdv").next())
        .isInstanceOf(RdvImageWriter.class);
    Path file = Files.write(home.resolve("a.rdv"), CODEC.compress(photo(3, 2, 3), 4));
    // The model is one that no store has, so it is our reader that says so.
    assertThatThrownBy(() -> ImageIO.read(file.toFile()))
        .isInstanceOf(IIOException.class)
        .hasMessageContaining(TinyModels.model(1).shortModelHash());
  }

  private ImageReader reader(Photo photo) {
    TinyModels.write(home.resolve("checkpoints/photo-1.safetensors"), 1);
    return reader(CODEC.compress(photo, 8), TinyModels.in(home));
  }

  private static ImageReader reader(byte[] file, PhotoModels models) {
    ImageReader reader = new RdvImageReaderSpi(() -> models).createReaderInstance(null);
    reader.setInput(stream(file));
    return reader;
  }

  private static MemoryCacheImageInputStream stream(byte[] file) {
    return new MemoryCacheImageInputStream(new ByteArrayInputStream(file));
  }

  /** Even values, which quality 8 keeps. */
  private static Photo photo(int width, int height, int channels) {
    byte[] pixels = new byte[width * height * channels];
    new Random(SEED).nextBytes(pixels);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] &= (byte) 0xFE;
    }
    return new Photo(width, height, channels, pixels, Optional.empty());
  }

  private static void assertPixels(BufferedImage image, Photo photo) {
    int[] pixel = new int[photo.channels()];
    for (int y = 0; y < photo.height(); y++) {
      for (int x = 0; x < photo.width(); x++) {
        image.getRaster().getPixel(x, y, pixel);
        for (int channel = 0; channel < photo.channels(); channel++) {
          int at = (y * photo.width() + x) * photo.channels() + channel;
          assertThat(pixel[channel])
              .as("seed %d, x %d, y %d", SEED, x, y)
              .isEqualTo(photo.pixels()[at] & 0xFF);
        }
      }
    }
  }
}

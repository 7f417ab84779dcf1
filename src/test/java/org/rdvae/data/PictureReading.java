package org.rdvae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.rdvae.data.ImageSettings.Fit;

/** Reads pictures for tests, and says what they must hold. */
final class PictureReading {
  static final int BROWN = 0xC86432;

  private PictureReading() {}

  static byte[] riffChunk(String type, byte[] data) {
    return ByteBuffer.allocate(8 + data.length + (data.length & 1))
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(type.getBytes(StandardCharsets.US_ASCII))
        .putInt(data.length)
        .put(data)
        .array();
  }

  /** The lossless picture as an extended file that announces the given chunk. */
  static byte[] extendedWebp(int flags, byte[] chunk) {
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

  static ImageFileReader reader(int height, int width, int channels) {
    return new ImageFileReader(height, width, channels, Fit.CROP);
  }

  static byte[] read(byte[] file, int height, int width, int channels) throws ImageFileException {
    return read(file, height, width, channels, Fit.CROP);
  }

  static byte[] read(byte[] file, int height, int width, int channels, Fit fit)
      throws ImageFileException {
    byte[] pixels = new byte[height * width * channels];
    new ImageFileReader(height, width, channels, fit).read(file, pixels, 0);
    return pixels;
  }

  static ImageFileException failure(byte[] file) {
    return catchThrowableOfType(ImageFileException.class, () -> read(file, 2, 2, 3));
  }

  static void fill(BufferedImage picture, int sample) {
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        picture.getRaster().setSample(x, y, 0, sample);
      }
    }
  }

  static void assertPlain(byte[] pixels, int tolerance, int... color) {
    for (int i = 0; i < pixels.length; i++) {
      assertThat(pixels[i] & 0xFF)
          .as("byte %d", i)
          .isCloseTo(color[i % color.length], within(tolerance));
    }
  }

  static void assertClose(byte[] pixels, int pixel, int tolerance, int... color) {
    for (int c = 0; c < 3; c++) {
      assertThat(pixels[3 * pixel + c] & 0xFF)
          .as("pixel %d, channel %d", pixel, c)
          .isCloseTo(color[c], within(tolerance));
    }
  }

  /** Red, green, blue, light or black, whichever is nearest, row by row. */
  static String letters(byte[] pixels, int width) {
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

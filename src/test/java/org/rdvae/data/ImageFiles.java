package org.rdvae.data;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBufferInt;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Makes picture files, sound and damaged ones. */
final class ImageFiles {
  /** 2x3 pixels of (200, 100, 50), lossless. */
  static final byte[] LOSSLESS_WEBP =
      base64("UklGRh4AAABXRUJQVlA4TBEAAAAvAkAAAAdQsiJXpv+BiOh/AAA=");

  /**
   * 16x16 pixels of about (237, 116, 131), lossy, of the kind that imageio-webp up to 3.14.0
   * decodes wrongly, by more than a hundred levels.
   */
  static final byte[] LOSSY_WEBP =
      base64("UklGRjQAAABXRUJQVlA4ICgAAABQAQCdASoQABAABUB8JagABYwAAP7TebeSuz3JB2//UT2EepJ+AAAA");

  /** 2x4 pixels of (200, 100, 50) with alpha 128, lossless. */
  static final byte[] ALPHA_WEBP = base64("UklGRh4AAABXRUJQVlA4TBEAAAAvA0AAEAdQsiJXpoCBiOh/AAA=");

  /** 8x16 pixels of red, as cyan 0, magenta and yellow 255 and black 0, stored as Adobe does. */
  static final byte[] CMYK_JPEG =
      base64(
          "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4L"
              + "CxAWEBETFBUVFQwPFxgWFBgSFBUU/8AAFAgACAAQBEMRAE0RAFkRAEsRAP/EABUAAQEAAAAAAAAAAAAAAAAAAAAJ"
              + "/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAA4EQwBNAFkASwAAPwCqaVSVSqYA/9k=");

  private ImageFiles() {}

  private static byte[] base64(String text) {
    return Base64.getDecoder().decode(text);
  }

  /** The color 0xRRGGBB of a pixel. */
  interface Painter {
    int color(int x, int y);
  }

  static BufferedImage paint(int height, int width, Painter painter) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, painter.color(x, y));
      }
    }
    return image;
  }

  static BufferedImage plain(int height, int width, int color) {
    return paint(height, width, (x, y) -> color);
  }

  /** With alpha in the highest byte of a color. */
  static BufferedImage translucent(int height, int width, int color, boolean premultiplied) {
    BufferedImage image =
        new BufferedImage(
            width,
            height,
            premultiplied ? BufferedImage.TYPE_INT_ARGB_PRE : BufferedImage.TYPE_INT_ARGB);
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    Arrays.fill(pixels, color);
    return image;
  }

  /** A picture whose samples are all {@code sample}, written without any conversion. */
  static BufferedImage samples(ColorModel model, int height, int width, int... sample) {
    var raster = model.createCompatibleWritableRaster(width, height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        raster.setPixel(x, y, sample);
      }
    }
    return new BufferedImage(model, raster, false, null);
  }

  static byte[] encode(RenderedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream cached = new MemoryCacheImageOutputStream(out)) {
      if (!ImageIO.write(image, format, cached)) {
        throw new IllegalArgumentException("no writer for " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static Path write(Path folder, String name, byte[] content) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] slice(byte[] bytes, int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /** An EXIF block without {@code Exif 0 0}, with another tag before the orientation. */
  static byte[] exif(ByteOrder order, int orientation) {
    ByteBuffer tiff = ByteBuffer.allocate(8 + 2 + 2 * 12 + 4).order(order);
    tiff.putShort((short) (order == ByteOrder.BIG_ENDIAN ? 0x4D4D : 0x4949));
    tiff.putShort((short) 42).putInt(8).putShort((short) 2);
    tiff.putShort((short) 0x0100).putShort((short) 4).putInt(1).putInt(77);
    tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1);
    tiff.putShort((short) orientation).putShort((short) 0);
    return tiff.putInt(0).array();
  }

  /** A segment with its marker, to be put behind the first two bytes of a JPEG file. */
  static byte[] segment(int marker, byte[] data) {
    return ByteBuffer.allocate(4 + data.length)
        .put((byte) 0xFF)
        .put((byte) marker)
        .putShort((short) (2 + data.length))
        .put(data)
        .array();
  }

  static byte[] jpegWithExif(byte[] jpeg, byte[] exif) {
    byte[] data = join("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1), exif);
    return join(slice(jpeg, 0, 2), segment(0xE1, data), slice(jpeg, 2, jpeg.length));
  }

  static byte[] chunk(String type, byte[] data) {
    byte[] typed = join(type.getBytes(StandardCharsets.ISO_8859_1), data);
    CRC32 checksum = new CRC32();
    checksum.update(typed);
    return ByteBuffer.allocate(8 + typed.length)
        .putInt(data.length)
        .put(typed)
        .putInt((int) checksum.getValue())
        .array();
  }

  /** Puts a chunk behind the header of a PNG file. */
  static byte[] pngWith(byte[] png, String type, byte[] data) {
    int header = 8 + 12 + 13;
    return join(slice(png, 0, header), chunk(type, data), slice(png, header, png.length));
  }

  /** A PNG file that promises so many pixels and holds none. */
  static byte[] pngHeader(int height, int width) {
    byte[] header =
        ByteBuffer.allocate(13)
            .putInt(width)
            .putInt(height)
            .put(new byte[] {8, 2, 0, 0, 0})
            .array();
    return join(
        new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'},
        chunk("IHDR", header),
        chunk("IDAT", new byte[0]),
        chunk("IEND", new byte[0]));
  }
}

package org.rdvae.data;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

/** Pictures of every kind that is read, and what stands where in them. */
public final class ImageSamples {
  private static final int SIGNATURE = 8;

  private ImageSamples() {}

  /** Small, sound, and one of each: formats, kinds of pixels, turned by EXIF, with alpha, CMYK. */
  public static List<byte[]> sound() {
    Random random = new Random(7);
    BufferedImage color = ImageFiles.paint(20, 30, (x, y) -> random.nextInt(1 << 24));
    BufferedImage grey = new BufferedImage(17, 9, BufferedImage.TYPE_BYTE_GRAY);
    BufferedImage deep = new BufferedImage(9, 7, BufferedImage.TYPE_USHORT_GRAY);
    BufferedImage bits = new BufferedImage(33, 11, BufferedImage.TYPE_BYTE_BINARY);
    ColorModel palette =
        new IndexColorModel(
            2, 4, new byte[] {0, 9, 99, 7}, new byte[] {0, 50, 1, 2}, new byte[] {0, 3, 4, 100});
    byte[] jpeg = ImageFiles.encode(color, "jpg");
    List<byte[]> files = new ArrayList<>();
    for (BufferedImage image :
        List.of(
            color,
            grey,
            deep,
            bits,
            ImageFiles.samples(palette, 12, 10, 2),
            ImageFiles.translucent(12, 10, 0x80C86432, false))) {
      files.add(ImageFiles.encode(image, "png"));
    }
    files.add(jpeg);
    files.add(ImageFiles.encode(grey, "jpg"));
    files.add(ImageFiles.jpegWithExif(jpeg, ImageFiles.exif(ByteOrder.BIG_ENDIAN, 6)));
    files.add(ImageFiles.encode(color, "gif"));
    files.add(ImageFiles.encode(color, "bmp"));
    files.add(ImageFiles.encode(bits, "bmp"));
    files.add(ImageFiles.LOSSLESS_WEBP);
    files.add(ImageFiles.LOSSY_WEBP);
    files.add(ImageFiles.ALPHA_WEBP);
    files.add(ImageFiles.CMYK_JPEG);
    return files;
  }

  /** A few bytes that promise enormous pictures. */
  public static List<byte[]> bombs() {
    byte[] gif = "GIF89a".getBytes(StandardCharsets.US_ASCII);
    List<byte[]> bombs = new ArrayList<>();
    for (int side : new int[] {9_999, 30_000, 65_535}) {
      bombs.add(ImageFiles.pngHeader(side, side));
      bombs.add(
          ByteBuffer.allocate(35)
              .order(ByteOrder.LITTLE_ENDIAN)
              .put(gif)
              .putShort((short) side)
              .putShort((short) side)
              .put(new byte[] {(byte) 0x80, 0, 0, 0, 0, 0, -1, -1, -1, 0x2C})
              .putInt(0)
              .putShort((short) side)
              .putShort((short) side)
              .put(new byte[] {0, 2, 2, 0x4C, 1})
              .array());
    }
    bombs.add(ImageFiles.pngHeader(Integer.MAX_VALUE, Integer.MAX_VALUE));
    bombs.add(ImageFiles.pngHeader(1, 100_000_000));
    bombs.add(
        ImageFiles.encode(new BufferedImage(9_000, 9_000, BufferedImage.TYPE_BYTE_BINARY), "png"));
    return bombs;
  }

  /**
   * Makes the checksums of a PNG's parts right, as far as parts can be told; others as they are.
   */
  public static byte[] resealed(byte[] file) {
    if (file.length < SIGNATURE || file[1] != 'P' || file[2] != 'N') {
      return file;
    }
    byte[] sealed = file.clone();
    ByteBuffer bytes = ByteBuffer.wrap(sealed);
    int at = SIGNATURE;
    while (at + 12 <= sealed.length) {
      long end = at + 8L + Integer.toUnsignedLong(bytes.getInt(at));
      if (end + 4 > sealed.length) {
        break;
      }
      CRC32 checksum = new CRC32();
      checksum.update(sealed, at + 4, (int) end - at - 4);
      bytes.putInt((int) end, (int) checksum.getValue());
      at = (int) end + 4;
    }
    return sealed;
  }
}

package org.rdvae.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.plugins.jpeg.JPEGImageWriteParam;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.rdvae.codec.Photo;
import org.rdvae.job.Photos;

/**
 * Photographs as baseline JPEG, as Java writes it: Independent JPEG Group's tables, chroma halved
 * both ways, Huffman tables made for the picture. That is about {@code cjpeg -optimize}.
 */
final class JpegFile {
  /** The coarsest and the finest quality. */
  static final int LOWEST_QUALITY = 1;

  static final int HIGHEST_QUALITY = 100;

  private static final int MARKER = 0xFF;
  private static final int APP2 = 0xE2;

  /** The start of the file and the JFIF segment, after which a profile stands. */
  private static final int HEAD = 20;

  private static final byte[] PROFILE_NAME = {
    'I', 'C', 'C', '_', 'P', 'R', 'O', 'F', 'I', 'L', 'E', 0
  };

  /** Of a profile in one segment. */
  private static final int MOST_PROFILE_BYTES = 65_519;

  private JpegFile() {}

  /** The whole file, with the photo's profile, so that it shows the same colours. */
  static byte[] of(Photo photo, int quality) {
    byte[] plain = encode(photo, quality);
    return photo.profile().map(profile -> withProfile(plain, profile)).orElse(plain);
  }

  /** The quality at which the file's size is nearest to this one: sizes rise with quality. */
  static int qualityOfSize(Photo photo, long bytes) {
    int low = LOWEST_QUALITY;
    int high = HIGHEST_QUALITY;
    while (high - low > 1) {
      int middle = (low + high) / 2;
      if (of(photo, middle).length > bytes) {
        high = middle;
      } else {
        low = middle;
      }
    }
    long below = Math.abs(bytes - of(photo, low).length);
    return Math.abs(of(photo, high).length - bytes) < below ? high : low;
  }

  private static byte[] encode(Photo photo, int quality) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream cached = new MemoryCacheImageOutputStream(out)) {
      JPEGImageWriteParam param = new JPEGImageWriteParam(null);
      param.setOptimizeHuffmanTables(true);
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(quality / (float) HIGHEST_QUALITY);
      writer.setOutput(cached);
      writer.write(null, new IIOImage(Photos.picture(photo).image(), null, null), param);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /** Longer profiles, which would need several segments, are left out. */
  private static byte[] withProfile(byte[] jpeg, byte[] profile) {
    if (profile.length > MOST_PROFILE_BYTES) {
      return jpeg;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, HEAD);
    int length = 2 + PROFILE_NAME.length + 2 + profile.length;
    out.write(MARKER);
    out.write(APP2);
    out.write(length >> 8);
    out.write(length);
    out.writeBytes(PROFILE_NAME);
    out.write(1);
    out.write(1);
    out.writeBytes(profile);
    out.write(jpeg, HEAD, jpeg.length - HEAD);
    return out.toByteArray();
  }
}

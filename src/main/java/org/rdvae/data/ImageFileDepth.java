package org.rdvae.data;

import java.nio.ByteBuffer;
import org.rdvae.data.ImageFileException.Reason;

/**
 * How a checked file stores its samples, read from its header, since decoders convert some kinds
 * silently.
 *
 * <pre>
 *   PNG    IHDR at byte 8: length, type, width, height, bits, ...
 *   JPEG   FF C0 to FF CF, but for C4, C8 and CC: length, bits, height, width, channels, ...
 * </pre>
 *
 * <p>The other formats have at most 8 bits and no inks.
 *
 * @param bits of a sample
 * @param channels 4 for a JPEG of cyan, magenta, yellow and black; elsewhere unknown, 0
 */
record ImageFileDepth(int bits, int channels) {
  private static final int MOST_BITS = 8;
  private static final int INKS = 4;

  static ImageFileDepth of(ImageFileContent content) throws ImageFileException {
    ByteBuffer bytes = ByteBuffer.wrap(content.bytes());
    return switch (content.format()) {
      case PNG -> new ImageFileDepth(bytes.get(24), 0);
      case JPEG -> ofJpeg(bytes);
      case WEBP, BMP, GIF -> new ImageFileDepth(MOST_BITS, 0);
    };
  }

  private static ImageFileDepth ofJpeg(ByteBuffer bytes) throws ImageFileException {
    int at = 2;
    while (at + 10 <= bytes.limit()) {
      int marker = bytes.get(at + 1) & 0xFF;
      if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
        return new ImageFileDepth(bytes.get(at + 4), bytes.get(at + 9));
      }
      at += 2 + Short.toUnsignedInt(bytes.getShort(at + 2));
    }
    throw new ImageFileException(Reason.DAMAGED, "damaged: it does not say its own size");
  }

  /** Refuses what 8 bits of grey or colour cannot hold, and names a way out. */
  void require() throws ImageFileException {
    if (bits > MOST_BITS) {
      throw new ImageFileException(
          Reason.UNSUPPORTED,
          "expected 8 bits a sample, found "
              + bits
              + "; convert it first, for instance with ImageMagick: magick IN -depth 8 OUT.png");
    }
    if (channels == INKS) {
      throw new ImageFileException(
          Reason.UNSUPPORTED,
          "expected grey or red, green and blue, found cyan, magenta, yellow and black; convert it"
              + " first, for instance with ImageMagick: magick IN -colorspace sRGB OUT.png");
    }
  }
}

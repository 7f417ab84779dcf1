package org.rdvae.report;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Width and height of a PNG file, from its first bytes. */
record PngSize(int width, int height) {
  private static final long SIGNATURE = 0x89504E470D0A1A0AL;
  private static final int WIDTH_AT = 16;

  /** Empty if it is no PNG file. */
  static Optional<PngSize> of(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    return file.length >= WIDTH_AT + 8 && bytes.getLong(0) == SIGNATURE
        ? Optional.of(new PngSize(bytes.getInt(WIDTH_AT), bytes.getInt(WIDTH_AT + 4)))
            .filter(size -> size.width > 0 && size.height > 0)
        : Optional.empty();
  }
}

package org.rdvae.spark;

import java.nio.ByteBuffer;

/** Files of images in the form of MNIST's. */
final class TinyIdx {
  private TinyIdx() {}

  static byte[] images(int count, int height, int width) {
    ByteBuffer file = ByteBuffer.allocate(16 + count * height * width);
    file.putInt(0x803).putInt(count).putInt(height).putInt(width);
    for (int i = 0; file.hasRemaining(); i++) {
      file.put((byte) (i * 37 % 251));
    }
    return file.array();
  }
}

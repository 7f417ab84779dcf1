package org.rdvae.data;

import java.io.IOException;
import java.io.InputStream;

/**
 * A WebP file's bytes and a few zeros, behind which reading fails. The decoder looks a few bytes
 * ahead, and takes the end of a file for zeros without end, for each of which it makes an
 * exception: minutes, and gigabytes of garbage, for 40 bytes that promise a large picture.
 */
final class WebpStream extends InputStream {
  private static final int ZEROS = 64;

  private final byte[] bytes;
  private int at;
  private boolean overrun;

  WebpStream(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Whether more was read than there is: the decoder may keep it to itself. */
  boolean isOverrun() {
    return overrun;
  }

  @Override
  public int read() throws IOException {
    if (at >= bytes.length + ZEROS) {
      overrun = true;
      throw new IOException("past its end");
    }
    int value = at < bytes.length ? bytes[at] & 0xFF : 0;
    at++;
    return value;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (at >= bytes.length) {
      target[from] = (byte) read();
      return 1;
    }
    int count = Math.min(length, bytes.length - at);
    System.arraycopy(bytes, at, target, from, count);
    at += count;
    return count;
  }
}

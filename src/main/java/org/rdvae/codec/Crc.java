package org.rdvae.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** CRC32C (Castagnoli), the checksum of all parts of an {@code .rdv} file. */
public final class Crc {
  private static final int INTS_AT_ONCE = 4096;

  private Crc() {}

  /** Of the bytes from index {@code from} up to, without, {@code to}. */
  public static int of(byte[] bytes, int from, int to) {
    return of(ByteBuffer.wrap(bytes), from, to);
  }

  /** The same; the buffer stays where it is. */
  static int of(ByteBuffer bytes, int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(bytes.duplicate().position(from).limit(to));
    return (int) crc.getValue();
  }

  /** Of the arrays one after the other, each int as four bytes, low byte first: of latents. */
  public static int of(int[]... arrays) {
    CRC32C crc = new CRC32C();
    ByteBuffer piece =
        ByteBuffer.allocate(INTS_AT_ONCE * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int[] array : arrays) {
      for (int i = 0; i < array.length; i += INTS_AT_ONCE) {
        int ints = Math.min(INTS_AT_ONCE, array.length - i);
        piece.asIntBuffer().put(array, i, ints);
        crc.update(piece.array(), 0, ints * Integer.BYTES);
      }
    }
    return (int) crc.getValue();
  }
}

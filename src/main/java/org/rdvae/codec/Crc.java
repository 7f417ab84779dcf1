package org.rdvae.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** CRC32C (Castagnoli), the checksum of all parts of an {@code .rdv} file. */
public final class Crc {
  private static final int INTS_AT_ONCE = 4096;

  private final CRC32C crc = new CRC32C();

  /** Of nothing yet. */
  Crc() {}

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

  /** Of the ints, each as four bytes, low byte first: of latents. */
  public static int of(int[] values) {
    Crc checksum = new Crc();
    checksum.add(values);
    return checksum.value();
  }

  /** Adds these ints behind what came before. */
  void add(int[] values) {
    ByteBuffer piece =
        ByteBuffer.allocate(INTS_AT_ONCE * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < values.length; i += INTS_AT_ONCE) {
      int ints = Math.min(INTS_AT_ONCE, values.length - i);
      piece.asIntBuffer().put(values, i, ints);
      crc.update(piece.array(), 0, ints * Integer.BYTES);
    }
  }

  /** Of all that was added. */
  int value() {
    return (int) crc.getValue();
  }
}

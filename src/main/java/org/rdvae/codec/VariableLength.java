package org.rdvae.codec;

import java.nio.ByteBuffer;

/**
 * Integers from 0 to 2^63 - 1 as 1 to 9 bytes of seven bits each, lowest first; all bytes but the
 * last have their high bit set (unsigned LEB128). Each integer has one form only: a last byte of
 * zero is refused unless it is the first.
 */
final class VariableLength {
  static final int MOST_BYTES = 9;

  private static final int GROUP = 7;
  private static final int MORE = 1 << GROUP;

  private VariableLength() {}

  /** How many {@link #write} takes. */
  static int bytes(long value) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(value | 1);
    return (bits + GROUP - 1) / GROUP;
  }

  static void write(ByteBuffer out, long value) {
    long rest = value;
    while (rest >= MORE) {
      out.put((byte) (rest | MORE));
      rest >>>= GROUP;
    }
    out.put((byte) rest);
  }

  /** Throws {@link BadCodeException} where no such integer is. */
  static long read(ByteBuffer in) {
    long value = 0;
    for (int i = 0; i < MOST_BYTES; i++) {
      if (!in.hasRemaining()) {
        throw new BadCodeException("the bytes end within an integer of variable length");
      }
      byte group = in.get();
      value |= (group & (MORE - 1L)) << (i * GROUP);
      if (group > 0 || (group == 0 && i == 0)) {
        return value;
      }
      if (group == 0) {
        throw new BadCodeException("an integer of variable length ends with an empty byte");
      }
    }
    throw new BadCodeException("an integer of variable length does not end");
  }
}

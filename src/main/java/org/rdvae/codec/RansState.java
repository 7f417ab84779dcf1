package org.rdvae.codec;

import java.nio.ByteBuffer;

/**
 * The range [2^31, 2^63) of a coder's state and its form in bytes: state - 2^31 as an integer of
 * variable length, so that a state that was never used takes one byte.
 */
final class RansState {
  /** The least state, and the one that encoding begins with. */
  static final long LOWEST = 1L << 31;

  private RansState() {}

  static void write(ByteBuffer out, long state) {
    VariableLength.write(out, state - LOWEST);
  }

  static long read(ByteBuffer in) {
    long above = VariableLength.read(in);
    if (above > Long.MAX_VALUE - LOWEST) {
      throw new BadCodeException("a state of the coder is out of range");
    }
    return LOWEST + above;
  }
}

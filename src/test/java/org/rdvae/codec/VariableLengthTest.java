package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class VariableLengthTest {
  @Test
  void takesSevenBitsAByteLowestFirst() {
    assertThat(written(0)).containsExactly(0);
    assertThat(written(127)).containsExactly(127);
    assertThat(written(128)).containsExactly(-128, 1);
    assertThat(written(300)).containsExactly(0xAC - 256, 2);
    assertThat(written(Long.MAX_VALUE)).hasSize(9);
    for (int bits = 0; bits < 63; bits++) {
      for (long value : new long[] {(1L << bits) - 1, 1L << bits}) {
        assertThat(VariableLength.read(ByteBuffer.wrap(written(value)))).isEqualTo(value);
        assertThat(VariableLength.bytes(value)).isEqualTo(written(value).length);
      }
    }
  }

  @Test
  void refusesASecondFormOfAnIntegerAndOneWithoutEnd() {
    assertThatThrownBy(() -> read(0x81, 0))
        .isInstanceOf(BadCodeException.class)
        .hasMessage("an integer of variable length ends with an empty byte");
    assertThatThrownBy(() -> read(255, 255, 255, 255, 255, 255, 255, 255, 255, 1))
        .isInstanceOf(BadCodeException.class)
        .hasMessage("an integer of variable length does not end");
    assertThatThrownBy(() -> read(255, 255))
        .isInstanceOf(BadCodeException.class)
        .hasMessage("the bytes end within an integer of variable length");
  }

  private static long read(int... bytes) {
    ByteBuffer in = ByteBuffer.allocate(bytes.length);
    for (int value : bytes) {
      in.put((byte) value);
    }
    return VariableLength.read(in.flip());
  }

  private static byte[] written(long value) {
    ByteBuffer out = ByteBuffer.allocate(VariableLength.MOST_BYTES);
    VariableLength.write(out, value);
    return Arrays.copyOf(out.array(), out.position());
  }
}

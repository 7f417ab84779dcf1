package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RansDecoderTest {
  private static final FrequencyTable[] SCALES = TestTables.scales(64);

  @Test
  void tellsAMessageThatEndsEarlyFromOneThatGoesOn() {
    Random random = new Random(7);
    byte[] indexes = TestTables.indexes(1000, SCALES.length, random);
    int[] symbols = TestTables.draw(indexes, SCALES, random);
    RansEncoder encoder = new RansEncoder();
    encoder.put(symbols, indexes, SCALES);
    byte[] message = encoder.finish();

    byte[] shorter = Arrays.copyOf(message, message.length - 4);
    assertThatThrownBy(() -> decode(shorter, indexes))
        .isInstanceOf(BadCodeException.class)
        .hasMessage("the coded symbols end early");
    byte[] longer = Arrays.copyOf(message, message.length + 8);
    assertThatThrownBy(() -> decode(longer, indexes))
        .isInstanceOf(BadCodeException.class)
        .hasMessage("2 words of 4 bytes follow the last coded symbol");
    byte[] other = message.clone();
    other[message.length - 1] ^= 1;
    assertThatThrownBy(() -> decode(other, indexes)).isInstanceOf(BadCodeException.class);
    byte[] odd = Arrays.copyOf(message, message.length + 1);
    assertThatThrownBy(() -> decode(odd, indexes))
        .isInstanceOf(BadCodeException.class)
        .hasMessageStartingWith("expected coded symbols in whole words of 4 bytes, found ");
    byte[] certain = {1, 0};
    assertThatThrownBy(() -> new RansDecoder(certain).finish())
        .isInstanceOf(BadCodeException.class)
        .hasMessage("the coded symbols do not end in the state encoding begins with");
  }

  private static void decode(byte[] message, byte[] indexes) {
    RansDecoder decoder = new RansDecoder(message);
    decoder.get(new int[indexes.length], indexes, SCALES);
    decoder.finish();
  }
}

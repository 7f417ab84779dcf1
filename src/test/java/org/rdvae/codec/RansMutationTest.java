package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Coded symbols without any checksum: whatever the bytes are, the decoder gives what is asked for
 * or throws its own exception. What it accepts to the end is what the encoder would have written.
 */
@Timeout(600)
class RansMutationTest {
  private static final int SYMBOLS = 600;

  @Test
  void mutatedMessagesAreRefusedOrAreMessages() {
    attack(TestTables.scales(64), 1);
  }

  @Test
  void mutatedEscapesAreRefusedOrAreMessages() {
    FrequencyTable[] tables = {
      FrequencyTable.of(0, new int[] {1, 500}, 65035),
      FrequencyTable.of(Integer.MIN_VALUE, new int[] {100, 1}, 65435),
      FrequencyTable.of(Integer.MAX_VALUE - 1, new int[] {100, 1}, 65435)
    };
    attack(tables, 2);
  }

  @Test
  void noiseIsRefusedOrIsAMessage() {
    Random random = new Random(3);
    FrequencyTable[] tables = TestTables.scales(64);
    for (int i = 0; i < CodedMutants.COUNT; i++) {
      byte[] noise = new byte[random.nextInt(60)];
      random.nextBytes(noise);
      assertAnswered(
          noise, TestTables.indexes(random.nextInt(40), tables.length, random), tables, i);
    }
  }

  @Test
  void aStackOfMutatedBytesRunsDryAndNothingElse() {
    Random random = new Random(4);
    AnsStack stack = new AnsStack(random.ints(50).toArray());
    byte[] bytes = stack.toBytes();
    for (int i = 0; i < CodedMutants.COUNT; i++) {
      try {
        AnsStack mutant = AnsStack.of(CodedMutants.of(bytes, random));
        for (int pops = 0; pops < SYMBOLS; pops++) {
          int bits = 1 + random.nextInt(AnsStack.MOST_BITS);
          int half = 1 << (bits - 1);
          mutant.pop(mutant.peek(bits) & half, half, bits);
        }
      } catch (BadCodeException e) {
        assertThat(e).as("mutant %d", i).hasMessageMatching("[a-z].+");
      }
    }
  }

  private static void attack(FrequencyTable[] tables, int seed) {
    Random random = new Random(seed);
    byte[] indexes = TestTables.indexes(SYMBOLS, tables.length, random);
    RansEncoder encoder = new RansEncoder();
    encoder.put(TestTables.draw(indexes, tables, random), indexes, tables);
    byte[] message = encoder.finish();
    for (int i = 0; i < CodedMutants.COUNT; i++) {
      assertAnswered(CodedMutants.of(message, random), indexes, tables, i);
    }
  }

  private static void assertAnswered(
      byte[] message, byte[] indexes, FrequencyTable[] tables, int number) {
    int[] symbols = new int[indexes.length];
    try {
      RansDecoder decoder = new RansDecoder(message);
      decoder.get(symbols, indexes, tables);
      decoder.finish();
    } catch (BadCodeException e) {
      assertThat(e).as("mutant %d", number).hasMessageMatching(".*[a-z].*");
      return;
    }
    RansEncoder encoder = new RansEncoder();
    encoder.put(symbols, indexes, tables);
    assertThat(encoder.finish()).as("mutant %d", number).isEqualTo(message);
  }
}

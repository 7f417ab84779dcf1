package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnsStackTest {
  private static final int SYMBOLS = 20_000;

  private record Interval(int start, int frequency, int bits) {
    static Interval random(Random random) {
      int bits = 1 + random.nextInt(AnsStack.MOST_BITS);
      int start = random.nextInt(1 << bits);
      return new Interval(start, 1 + random.nextInt((1 << bits) - start), bits);
    }

    double cost() {
      return bits - Math.log(frequency) / Math.log(2);
    }
  }

  @Test
  void popsInReverseWhatWasPushedAndEndsAsItBegan() {
    Random random = new Random(1);
    AnsStack stack = new AnsStack();
    Interval[] intervals = new Interval[SYMBOLS];
    for (int i = 0; i < SYMBOLS; i++) {
      intervals[i] = Interval.random(random);
      stack.push(intervals[i].start(), intervals[i].frequency(), intervals[i].bits());
    }
    for (int i = SYMBOLS - 1; i >= 0; i--) {
      Interval expected = intervals[i];
      assertThat(stack.peek(expected.bits()))
          .as("symbol %d", i)
          .isBetween(expected.start(), expected.start() + expected.frequency() - 1);
      stack.pop(expected.start(), expected.frequency(), expected.bits());
    }
    assertThat(stack.toBytes()).isEqualTo(new AnsStack().toBytes());
    assertThat(stack.sizeBits()).isZero();
  }

  @Test
  void givesBackTheInitialBitsWhenWhatWasDrawnIsPushedAgain() {
    Random random = new Random(2);
    int[] words = random.ints(SYMBOLS).toArray();
    AnsStack stack = new AnsStack(words);
    byte[] before = stack.toBytes();
    assertThat(stack.sizeBits()).isEqualTo(32.0 * SYMBOLS);
    int[] drawn = new int[SYMBOLS];
    int[] bits = new int[SYMBOLS];
    for (int i = 0; i < SYMBOLS; i++) {
      bits[i] = 1 + random.nextInt(AnsStack.MOST_BITS);
      drawn[i] = stack.peek(bits[i]);
      stack.pop(drawn[i], 1, bits[i]);
    }
    assertThat(stack.sizeBits()).isLessThan(32.0 * SYMBOLS);
    for (int i = SYMBOLS - 1; i >= 0; i--) {
      stack.push(drawn[i], 1, bits[i]);
    }
    assertThat(stack.toBytes()).isEqualTo(before);
  }

  @Test
  void drawsEvenlyFromEvenInitialBits() {
    AnsStack stack = new AnsStack(new Random(3).ints(SYMBOLS).toArray());
    int[] counts = new int[4];
    for (int i = 0; i < SYMBOLS; i++) {
      int slot = stack.peek(10);
      counts[slot >>> 8]++;
      stack.pop(slot & ~0xFF, 256, 10);
    }
    for (int count : counts) {
      assertThat(count).isCloseTo(SYMBOLS / 4, within(300));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 16, 20, 24})
  void costsWhatTheIntervalSays(int bits) {
    Random random = new Random(bits);
    AnsStack stack = new AnsStack();
    double expected = 0;
    for (int i = 0; i < SYMBOLS; i++) {
      int start = random.nextInt(1 << bits);
      Interval interval = new Interval(start, 1 + random.nextInt((1 << bits) - start), bits);
      stack.push(interval.start(), interval.frequency(), bits);
      expected += interval.cost();
    }
    double rounding = bits == AnsStack.MOST_BITS ? 1e-4 : 1e-5;
    assertThat((stack.sizeBits() - expected) / SYMBOLS).isBetween(-rounding, rounding);
    assertThat(stack.toBytes().length * 8.0).isBetween(expected, expected + 0.001 * expected + 64);
  }

  @Test
  void isTheSameWhenReadBack() {
    Random random = new Random(4);
    AnsStack stack = new AnsStack(random.ints(5).toArray());
    for (int i = 0; i < 100; i++) {
      assertThat(AnsStack.of(stack.toBytes()).toBytes()).isEqualTo(stack.toBytes());
      assertThat(AnsStack.of(stack.toBytes()).sizeBits()).isEqualTo(stack.sizeBits());
      Interval next = Interval.random(random);
      stack.push(next.start(), next.frequency(), next.bits());
    }
  }
}

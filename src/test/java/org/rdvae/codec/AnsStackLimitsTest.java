package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AnsStackLimitsTest {
  @Test
  void saysWhenItRunsDryAndStaysAsItWas() {
    AnsStack stack = new AnsStack(new int[] {7});
    stack.pop(stack.peek(24), 1, 24);
    byte[] before = stack.toBytes();
    assertThatThrownBy(() -> stack.pop(stack.peek(24), 1, 24))
        .isInstanceOf(DryStackException.class)
        .hasMessage("the stack of coded bits has run dry");
    assertThat(stack.toBytes()).isEqualTo(before);
  }

  @Test
  void popsACertainSymbolFromAnEmptyStack() {
    AnsStack stack = new AnsStack();
    stack.pop(0, 1 << 12, 12);
    assertThat(stack.sizeBits()).isZero();
  }

  @Test
  void refusesBytesThatAreNoStack() {
    assertThatThrownBy(() -> AnsStack.of(new byte[0]))
        .isInstanceOf(BadCodeException.class)
        .hasMessage("the bytes end within an integer of variable length");
    assertThatThrownBy(() -> AnsStack.of(new byte[] {0, 1, 2, 3}))
        .isInstanceOf(BadCodeException.class)
        .hasMessage("expected a stack of whole words of 4 bytes, found 3 bytes");
    byte[] high = {-1, -1, -1, -1, -1, -1, -1, -1, 127};
    assertThatThrownBy(() -> AnsStack.of(high))
        .isInstanceOf(BadCodeException.class)
        .hasMessage("a state of the coder is out of range");
  }

  @Test
  void refusesIntervalsThatAreNone() {
    AnsStack stack = new AnsStack();
    assertThatThrownBy(() -> stack.push(0, 1, 25)).hasMessage("expected 1 to 24 bits, found 25");
    assertThatThrownBy(() -> stack.peek(0)).hasMessage("expected 1 to 24 bits, found 0");
    assertThatThrownBy(() -> stack.push(3, 0, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected an interval of 0 to 2^4, found 3 + 0");
    assertThatThrownBy(() -> stack.push(15, 2, 4))
        .hasMessage("expected an interval of 0 to 2^4, found 15 + 2");
    assertThatThrownBy(() -> stack.push(-1, 2, 4)).isInstanceOf(IllegalArgumentException.class);
    stack.push(3, 5, 4);
    int slot = stack.peek(4);
    assertThatThrownBy(() -> stack.pop(slot + 1, 1, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("expected an interval with slot " + slot + ", found " + (slot + 1) + " + 1");
  }
}

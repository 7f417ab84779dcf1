package org.rdvae.codec;

/**
 * The distribution of one symbol, as intervals of 2^bits slots that follow one another. Whether it
 * is pushed to a stack or popped from it, nothing but these integers is used.
 */
interface Intervals {
  /** Number of symbols. */
  int symbols();

  /** Of the slots; at most {@link AnsStack#MOST_BITS}. */
  int bits();

  /**
   * The slot with which a symbol's interval begins: 0 for the first, 2^bits for {@link #symbols},
   * never falling in between. An interval may be empty if nobody pushes its symbol.
   */
  int start(int symbol);

  /** Puts a symbol on the stack. Returns its cost. */
  default double push(AnsStack stack, int symbol) {
    int start = start(symbol);
    stack.push(start, start(symbol + 1) - start, bits());
    return cost(symbol);
  }

  /** In bits, for information. */
  default double cost(int symbol) {
    return bits() - Math.log(start(symbol + 1) - start(symbol)) / Math.log(2);
  }

  /** Takes the symbol on top off. */
  default int pop(AnsStack stack) {
    int slot = stack.peek(bits());
    int symbol = 0;
    int above = symbols();
    while (above - symbol > 1) {
      int middle = (symbol + above) >>> 1;
      if (start(middle) <= slot) {
        symbol = middle;
      } else {
        above = middle;
      }
    }
    int start = start(symbol);
    stack.pop(start, start(symbol + 1) - start, bits());
    return symbol;
  }
}

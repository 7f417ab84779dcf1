package org.rdvae.codec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A stack of symbols as one large integer: asymmetric numeral system (rANS), last in, first out.
 *
 * <p>A symbol is an interval [start, start + frequency) of the slots 0 to 2^bits - 1. Pushing it
 * costs bits - log2(frequency) bits; popping an interval gives as many bits back, which is how a
 * symbol is drawn from a distribution (bits back):
 *
 * <pre>
 *   push   word out if x &gt;= frequency 2^(63 - bits);  x = (x / frequency) 2^bits + start + x % frequency
 *   pop    slot = x % 2^bits;  x = frequency (x / 2^bits) + slot - start;  word in if x &lt; 2^31
 * </pre>
 *
 * <p>The state x stays in [2^31, 2^63) and moves words of 32 bits from and to a stack of them. Push
 * and pop are exact inverses in both orders. Rounding costs less than 0.0001 bits a symbol at 24
 * bits and less than a millionth at 16. The state keeps below 2^63 because Java divides signed.
 *
 * <p>An instance belongs to one thread. Duda, <i>Asymmetric numeral systems</i>, arXiv:1311.2540;
 * Townsend, Bird and Barber, <i>Practical lossless compression with latent variables using bits
 * back coding</i>, ICLR 2019, arXiv:1901.04866.
 */
public final class AnsStack {
  /** The finest division into slots: the state needs some bits more than that to divide well. */
  public static final int MOST_BITS = 24;

  private static final long WORD = 0xFFFF_FFFFL;

  private long state = RansState.LOWEST;
  private int[] words;
  private int count;

  /** A stack without a single bit. */
  public AnsStack() {
    this(new int[0]);
  }

  /** A stack that holds these words and no more: the initial bits, the last word on top. */
  public AnsStack(int[] initialWords) {
    words = initialWords.clone();
    count = words.length;
  }

  /** The stack that {@link #toBytes} wrote. */
  public static AnsStack of(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long state = RansState.read(in);
    if (in.remaining() % Integer.BYTES != 0) {
      throw new BadCodeException(
          "expected a stack of whole words of 4 bytes, found " + in.remaining() + " bytes");
    }
    int[] words = new int[in.remaining() / Integer.BYTES];
    for (int i = words.length - 1; i >= 0; i--) {
      words[i] = in.getInt();
    }
    AnsStack stack = new AnsStack(words);
    stack.state = state;
    return stack;
  }

  /**
   * The stack as bytes: state - 2^31 as an integer of variable length, then the words from the top
   * down, low byte first.
   */
  public byte[] toBytes() {
    ByteBuffer out =
        ByteBuffer.allocate(VariableLength.MOST_BYTES + count * Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    RansState.write(out, state);
    for (int i = count - 1; i >= 0; i--) {
      out.putInt(words[i]);
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  /** Puts a symbol on top: its interval, not empty, within 2^bits slots; bits from 1 to 24. */
  public void push(int start, int frequency, int bits) {
    checkInterval(start, frequency, bits);
    if (state >>> (Long.SIZE - 1 - bits) >= frequency) {
      if (count == words.length) {
        words = Arrays.copyOf(words, count + (count >> 1) + 16);
      }
      words[count++] = (int) state;
      state >>>= Integer.SIZE;
    }
    long quotient = state / frequency;
    state = (quotient << bits) + start + (state - quotient * frequency);
  }

  /** The slot, 0 to 2^bits - 1, that lies in the interval of the symbol on top; changes nothing. */
  public int peek(int bits) {
    checkBits(bits);
    return (int) state & ((1 << bits) - 1);
  }

  /**
   * Takes the symbol on top off: the interval that holds {@link #peek}. When the stack runs dry it
   * is left as it was.
   */
  public void pop(int start, int frequency, int bits) {
    checkInterval(start, frequency, bits);
    int within = peek(bits) - start;
    if (within < 0 || within >= frequency) {
      throw new IllegalArgumentException(
          "expected an interval with slot " + peek(bits) + ", found " + start + " + " + frequency);
    }
    long popped = frequency * (state >>> bits) + within;
    if (popped < RansState.LOWEST) {
      if (count == 0) {
        throw new DryStackException("the stack of coded bits has run dry");
      }
      popped = (popped << Integer.SIZE) | (words[--count] & WORD);
    }
    state = popped;
  }

  /**
   * What the stack holds, in bits, which tests hold to the cost of its symbols: 0 when started from
   * nothing, 32 for each initial word.
   */
  public double sizeBits() {
    return (double) Integer.SIZE * count
        + Math.log((double) state / RansState.LOWEST) / Math.log(2);
  }

  private static void checkBits(int bits) {
    if (bits < 1 || bits > MOST_BITS) {
      throw new IllegalArgumentException("expected 1 to " + MOST_BITS + " bits, found " + bits);
    }
  }

  private static void checkInterval(int start, int frequency, int bits) {
    checkBits(bits);
    if (start < 0 || frequency < 1 || frequency > (1 << bits) - start) {
      throw new IllegalArgumentException(
          "expected an interval of 0 to 2^" + bits + ", found " + start + " + " + frequency);
    }
  }
}

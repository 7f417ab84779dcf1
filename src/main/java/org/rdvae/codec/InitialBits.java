package org.rdvae.codec;

import java.util.Arrays;

/**
 * The bits with which bits-back coding begins, from which the first image's latent variables are
 * drawn: words of 32 bits that everybody knows, so that a decoder that comes to its end can see
 * whether it has given all of them back. They are part of what a packed set takes.
 *
 * <p>Word i is the upper half of the number i + 1 of the generator SplitMix64 that starts at 0:
 * Steele, Lea and Flood, Fast Splittable Pseudorandom Number Generators, OOPSLA 2014.
 */
final class InitialBits {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private InitialBits() {}

  static AnsStack stack(int words) {
    int[] initial = new int[words];
    Arrays.setAll(initial, i -> word(i + 1));
    return new AnsStack(initial);
  }

  private static int word(int number) {
    long z = number * GOLDEN;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return (int) ((z ^ (z >>> 31)) >>> Integer.SIZE);
  }

  /** Whether a stack holds these words and nothing else. */
  static boolean areAllOf(AnsStack stack, int words) {
    return Arrays.equals(stack.toBytes(), stack(words).toBytes());
  }
}

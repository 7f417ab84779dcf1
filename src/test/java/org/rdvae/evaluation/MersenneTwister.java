package org.rdvae.evaluation;

/**
 * MT19937 of Matsumoto and Nishimura, ACM TOMACS 8, 1998: the numbers that PyTorch and NumPy draw,
 * so that their published examples can be repeated.
 */
final class MersenneTwister {
  private static final int SIZE = 624;
  private static final int SHIFT = 397;

  private final int[] state = new int[SIZE];
  private int next = SIZE;

  MersenneTwister(int seed) {
    state[0] = seed;
    for (int i = 1; i < SIZE; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  int next() {
    if (next == SIZE) {
      for (int i = 0; i < SIZE; i++) {
        int bits = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7FFFFFFF);
        int twist = (bits & 1) == 0 ? 0 : 0x9908B0DF;
        state[i] = state[(i + SHIFT) % SIZE] ^ (bits >>> 1) ^ twist;
      }
      next = 0;
    }
    int value = state[next++];
    value ^= value >>> 11;
    value ^= (value << 7) & 0x9D2C5680;
    value ^= (value << 15) & 0xEFC60000;
    return value ^ (value >>> 18);
  }
}

package org.rdvae.random;

/**
 * A stream of random numbers that is a pure function of (seed, purpose, epoch, index): nothing has
 * to be saved to continue it, and the streams of one seed never overlap (each is 2^34 words long).
 * An instance is a cursor and belongs to one thread.
 *
 * <p>Key: the seed's 64 bits mixed with the purpose. Counter: block number, index (64 bits), epoch.
 */
public final class RandomStream {
  /** What the numbers are for. The number keys the stream and is part of every saved run. */
  public enum Purpose {
    INITIALIZATION(1),
    SHUFFLE(2),
    BINARIZATION(3),
    TRAINING_NOISE(4),
    VALIDATION_NOISE(5),
    EVALUATION_NOISE(6),
    SAMPLING(7),
    TEST(8),
    DROPOUT(9),
    GENERATED_DATA(10),
    AUGMENTATION(11);

    private final int number;

    Purpose(int number) {
      this.number = number;
    }
  }

  private static final double TO_UNIT = 0x1p-32;

  private final int[] words = new int[4];
  private final int key0;
  private final int key1;
  private int epoch;
  private long index;
  private int block;
  private int used;

  public RandomStream(long seed, Purpose purpose) {
    long key = mix(seed + 0x9E3779B97F4A7C15L * purpose.number);
    key0 = (int) key;
    key1 = (int) (key >>> 32);
    at(0, 0);
  }

  /**
   * Moves to the beginning of the stream of this epoch and index (an image's number or a step) and
   * returns this stream.
   */
  public RandomStream at(int newEpoch, long newIndex) {
    epoch = newEpoch;
    index = newIndex;
    block = 0;
    used = 4;
    return this;
  }

  /** 32 random bits. */
  public int nextInt() {
    if (used == 4) {
      Philox.block(block++, (int) index, (int) (index >>> 32), epoch, key0, key1, words);
      used = 0;
    }
    return words[used++];
  }

  /** Uniform on the open interval (0, 1), a multiple of 2^-33. */
  public double nextUniform() {
    return ((nextInt() & 0xFFFFFFFFL) + 0.5) * TO_UNIT;
  }

  /**
   * Uniform on 0 (inclusive) to {@code bound} (exclusive). Takes two words; the bias is below bound
   * / 2^63.
   */
  public int nextInt(int bound) {
    long wide = ((long) nextInt() << 32) | (nextInt() & 0xFFFFFFFFL);
    return (int) Math.multiplyHigh(wide >>> 1, 2L * bound);
  }

  /**
   * A standard normal number, by the inverse of its cumulative distribution: one word a number, |z|
   * at most 6.34.
   */
  public double nextGaussian() {
    return NormalQuantile.of(nextUniform());
  }

  /** Fills the first {@code count} places with standard normal numbers. */
  public void fillGaussian(float[] target, int count) {
    for (int i = 0; i < count; i++) {
      target[i] = (float) nextGaussian();
    }
  }

  /** A random order of 0 .. count-1 (Fisher and Yates). */
  public int[] permutation(int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /**
   * The finaliser of SplitMix64 (Steele, Lea and Flood, 2014): neighbouring seeds get unrelated
   * keys.
   */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}

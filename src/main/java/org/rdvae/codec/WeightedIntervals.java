package org.rdvae.codec;

import java.util.List;

/** The 256 levels, each with a slot of its own and a share of the others by its weight. */
final class WeightedIntervals implements ValueIntervals {
  /** Where weights come from. */
  interface Weights {
    /**
     * Writes the weights of a value.
     *
     * @param index of the value
     * @param weights to be written: whole numbers below 2^31, not all of them 0
     */
    void of(List<int[]> heads, int index, long[] weights);
  }

  /** Of the sum of weights, so that a product with the slots fits 62 bits. */
  private static final int SUM_BITS = 40;

  private final Weights weights;
  private final long[] sums = new long[LEVELS + 1];
  private final long[] own = new long[LEVELS];
  private List<int[]> heads;

  WeightedIntervals(Weights weights) {
    this.weights = weights;
  }

  @Override
  public void use(List<int[]> newHeads) {
    heads = newHeads;
  }

  @Override
  public void at(int index, byte[] image) {
    weights.of(heads, index, own);
    for (int level = 0; level < LEVELS; level++) {
      sums[level + 1] = sums[level] + own[level];
    }
  }

  @Override
  public int symbols() {
    return LEVELS;
  }

  @Override
  public int bits() {
    return LEVEL_SLOT_BITS;
  }

  @Override
  public int start(int level) {
    long mass = (sums[level] << (63 - SUM_BITS)) / sums[LEVELS];
    return ValueIntervals.reserved(level, mass, 63 - SUM_BITS);
  }
}

package org.rdvae.codec;

/**
 * What is known of a layer's inputs before there are any.
 *
 * @param largest bound of their magnitudes
 * @param fraction that they have, or are likely to have at most
 */
record FixedRange(int largest, int fraction) {
  private static final int FEWEST_BITS = 9;
  private static final int MOST_BITS = 15;

  /** Features whose largest value is below 1/4 have a fraction of more than their bits and this. */
  private static final int SPARE = 2;

  /** Of features between two layers. */
  static final FixedRange FEATURES = new FixedRange((1 << MOST_BITS) - 1, MOST_BITS + SPARE);

  /**
   * The same for a layer whose sums have n terms: such inputs may have b = (34 - log2 n) / 2 bits.
   * That leaves weights about 30 - b - log2 n bits, and so makes the rounding of features and of
   * weights count alike.
   */
  FixedRange forSums(int terms) {
    int bits = (34 - FixedPoint.log2Ceiling(terms)) / 2;
    bits = Math.max(FEWEST_BITS, Math.min(MOST_BITS, bits));
    int shift = Math.max(0, 32 - Integer.numberOfLeadingZeros(largest) - bits);
    return new FixedRange(Math.min(largest, (1 << bits) - 1), fraction - shift);
  }
}

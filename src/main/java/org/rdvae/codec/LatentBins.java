package org.rdvae.codec;

/**
 * The real line cut into 2^16 intervals of equal mass under the standard normal prior: what a
 * latent variable is, as a symbol. Coding one by the prior takes 16 bits, whichever it is. The
 * outermost intervals begin at ±4.2.
 *
 * <p>Townsend, Bird and Barber, Practical Lossless Compression with Latent Variables using Bits
 * Back Coding, ICLR 2019, section 2.5.1, arXiv:1901.04866.
 */
final class LatentBins {
  /** By the prior, each interval has one of 2^16 slots. */
  static final int BITS = 16;

  /** Of a variable's value. */
  static final int FRACTION = CumulativeTable.FRACTION;

  static final int COUNT = 1 << BITS;

  private static final int[] EDGES = new int[COUNT];
  private static final int[] MIDDLES = new int[COUNT];

  static {
    for (int bin = 0; bin < COUNT; bin++) {
      EDGES[bin] = bin == 0 ? Integer.MIN_VALUE : quantile(2 * bin);
      MIDDLES[bin] = quantile(2 * bin + 1);
    }
  }

  private LatentBins() {}

  private static int quantile(int halfBins) {
    int bits = CumulativeTable.MASS_BITS - BITS - 1;
    return (int) CumulativeTable.NORMAL.quantile((long) halfBins << bits);
  }

  /** The lower end of a bin above the first, of {@link #FRACTION}. */
  static int edge(int bin) {
    return EDGES[bin];
  }

  /** The value that stands for all of a bin: half of its mass lies below. */
  static int middle(int bin) {
    return MIDDLES[bin];
  }
}

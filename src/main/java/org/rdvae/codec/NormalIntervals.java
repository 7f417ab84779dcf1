package org.rdvae.codec;

/**
 * The posterior of a latent variable, a normal distribution, over the {@link LatentBins}. Bins far
 * from its mean have no slot at all: they are never drawn.
 */
final class NormalIntervals implements Intervals {
  private static final int SLOT_BITS = 24;

  private long mean;
  private long inverseStddev;

  /** Mean and log standard deviation, of {@link FixedVae#FRACTION}. */
  void set(int newMean, int logStddev) {
    mean = (long) newMean << (LatentBins.FRACTION - FixedVae.FRACTION);
    inverseStddev = FixedExponential.exp(-(long) logStddev);
  }

  @Override
  public int symbols() {
    return LatentBins.COUNT;
  }

  @Override
  public int bits() {
    return SLOT_BITS;
  }

  @Override
  public int start(int bin) {
    if (bin == 0) {
      return 0;
    }
    if (bin == LatentBins.COUNT) {
      return 1 << SLOT_BITS;
    }
    long mass = CumulativeTable.NORMAL.mass(LatentBins.edge(bin), mean, inverseStddev);
    return (int) (mass >> (CumulativeTable.MASS_BITS - SLOT_BITS));
  }
}

package org.rdvae.codec;

import java.util.List;

/**
 * The 256 levels as bins of a logistic distribution, the lowest open below and the highest above:
 * the heads are the mean's distance from ½ and the log scale's from -2, as in {@link
 * org.rdvae.distribution.DiscretizedLogisticLikelihood}.
 */
final class LogisticIntervals implements ValueIntervals {
  private static final int MORE = CumulativeTable.FRACTION - FixedVae.FRACTION;
  private static final long HALF = 1L << (CumulativeTable.FRACTION - 1);
  private static final int MIDDLE_LOG_SCALE = -2;
  private static final long[] EDGES = new long[LEVELS];

  static {
    for (int level = 1; level < LEVELS; level++) {
      EDGES[level] = FixedPoint.of((2 * level - 1) / 510.0, CumulativeTable.FRACTION);
    }
  }

  private final long minLogScale;
  private int[] means;
  private int[] logScales;
  private long mean;
  private long inverseScale;

  LogisticIntervals(double minLogScale) {
    this.minLogScale = FixedPoint.of(minLogScale, FixedVae.FRACTION);
  }

  /** The lower end of a level above 0, where values run from 0 to 1. */
  static long edge(int level) {
    return EDGES[level];
  }

  /** The mean that a head gives, with the fraction of an edge. */
  static long mean(long head) {
    return HALF + (head << MORE);
  }

  /** 1 / s that a head gives. */
  static long inverseScale(long head, long minLogScale) {
    long middle = (long) MIDDLE_LOG_SCALE << FixedVae.FRACTION;
    return FixedExponential.exp(-Math.max(middle + head, minLogScale));
  }

  @Override
  public void use(List<int[]> heads) {
    means = heads.get(0);
    logScales = heads.get(1);
  }

  @Override
  public void at(int index, byte[] image) {
    mean = mean(means[index]);
    inverseScale = inverseScale(logScales[index], minLogScale);
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
    if (level == 0) {
      return 0;
    }
    return level == LEVELS
        ? 1 << LEVEL_SLOT_BITS
        : ValueIntervals.reserved(
            level,
            CumulativeTable.LOGISTIC.mass(EDGES[level], mean, inverseScale),
            CumulativeTable.MASS_BITS);
  }
}

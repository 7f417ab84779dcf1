package org.rdvae.distribution;

/** A posterior whose samples say more of its moments than {@link Posterior#moments} can. */
public interface MomentsOfSamples {
  /**
   * Mean and log standard deviation of the first {@code count} rows, after sample with noise 0 and
   * the log density.
   *
   * @param at where to begin to write
   */
  void moments(int count, float[] mean, float[] logStddev, int at);
}

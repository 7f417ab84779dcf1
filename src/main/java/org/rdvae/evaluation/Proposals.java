package org.rdvae.evaluation;

import org.rdvae.model.VaeSession;
import org.rdvae.random.RandomStream;

/**
 * Draws z from the posteriors of images, row by row, with log p(z) − log q(z|x) of each. Rows are
 * added in any number and drawn at the latest when they are finished.
 */
interface Proposals {
  /**
   * For a session.
   *
   * @param mean of the images that it encoded last
   * @param logStddev likewise
   */
  static Proposals of(VaeSession session, float[] mean, float[] logStddev) {
    return session.architecture().isStandardGaussian()
        ? new GaussianProposals(session.rows(), session.architecture().latents(), mean, logStddev)
        : new PlannedProposals(session);
  }

  /** Whether the rate is that of {@link LatentSums}; if not, it is minus the mean log ratio. */
  boolean hasGaussianRate();

  /** Adds a sample of one of the images that the session encoded last. */
  void add(int row, int image, RandomStream noise);

  /** Draws the first {@code count} rows. */
  void finish(int count);

  /** The samples, rows of latents. */
  float[] z();

  /** Of each row, in nats. */
  double[] logRatios();
}

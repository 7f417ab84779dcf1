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
        ? new GaussianProposals(session, mean, logStddev)
        : new PlannedProposals(session);
  }

  /** Whether the rate is that of {@link LatentSums}; if not, it is minus the mean log ratio. */
  boolean hasGaussianRate();

  /** Chooses one of the images that the session encoded last, of which the next samples are. */
  void select(int image);

  /** Adds a sample of the chosen image. */
  void add(int row, RandomStream noise);

  /** Draws the first {@code count} rows. */
  void finish(int count);

  /** −log p(x|z) in nats of the rows that were finished, of the images given for each. */
  void distortion(float[] targets, int count, double[] distortions);

  /** The samples, rows of latents. */
  float[] z();

  /** Of each row, in nats. */
  double[] logRatios();
}

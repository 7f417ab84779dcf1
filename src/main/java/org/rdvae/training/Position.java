package org.rdvae.training;

import java.io.Serializable;

/**
 * Where a training stands. With the parameters and the optimiser's moments it is all that is needed
 * to continue: random numbers are functions of the position.
 *
 * @param step steps done
 * @param epoch epochs finished
 * @param stepInEpoch steps done in the current epoch
 * @param bestScore lowest {@link Measurement#score} of a validation so far: -ELBO or -bound in nats
 *     per image, or of a codec weighted bits per pixel; NaN before the first that counts
 * @param bestStep step of that score; 0 before the first
 * @param epochsSinceBest epochs since that score
 * @param finished whether nothing is left to do: all epochs done or stopped early
 */
public record Position(
    long step,
    int epoch,
    int stepInEpoch,
    double bestScore,
    long bestStep,
    int epochsSinceBest,
    boolean finished)
    implements Serializable {

  /** The beginning. */
  public static final Position START = new Position(0, 0, 0, Double.NaN, 0, 0, false);

  public Position {
    if (step < 0 || epoch < 0 || stepInEpoch < 0 || bestStep < 0 || epochsSinceBest < 0) {
      throw new IllegalArgumentException(
          "negative position: step "
              + step
              + ", epoch "
              + epoch
              + ", step in epoch "
              + stepInEpoch
              + ", best step "
              + bestStep
              + ", epochs since best "
              + epochsSinceBest);
    }
  }

  /** Further in the same epoch. */
  public Position after(int steps) {
    return new Position(
        step + steps, epoch, stepInEpoch + steps, bestScore, bestStep, epochsSinceBest, finished);
  }

  Position afterEpoch() {
    return new Position(step, epoch + 1, 0, bestScore, bestStep, epochsSinceBest, finished);
  }

  Position withScore(double score, boolean isBest, int epochs) {
    return isBest
        ? new Position(step, epoch, stepInEpoch, score, step, 0, finished)
        : new Position(
            step, epoch, stepInEpoch, bestScore, bestStep, epochsSinceBest + epochs, finished);
  }

  Position finish() {
    return new Position(step, epoch, stepInEpoch, bestScore, bestStep, epochsSinceBest, true);
  }
}

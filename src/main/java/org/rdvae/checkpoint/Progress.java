package org.rdvae.checkpoint;

/**
 * How far a run has come: steps taken in all, the epoch it is in (from 0) and the steps taken of it, the best validation score
 * so far (NaN while there is none) with its step, the epochs judged since then, and whether the job is done.
 */
public record Progress(
    long step, int epoch, int stepInEpoch, double bestScore, long bestStep, int epochsSinceBest, boolean finished) {
  public Progress {
    if (step < 0 || epoch < 0 || stepInEpoch < 0 || epochsSinceBest < 0) {
      throw new IllegalArgumentException(
          "negative progress: step " + step + ", epoch " + epoch + ", step in epoch " + stepInEpoch + ", epochs since best "
              + epochsSinceBest);
    }
  }
}

package org.rdvae.objective;

import java.util.Arrays;

/**
 * The rates times beta, in groups of neighbours of which each counts as max(free, mean over the
 * batch of the group's sum): the weight of a group is beta above the threshold and 0 below. With no
 * free nats the weight is beta everywhere.
 *
 * <p>Kingma et al., Improved Variational Inference with Inverse Autoregressive Flow, 2016, appendix
 * C.8, arXiv:1606.04934.
 */
final class FreeBits implements RateTerm {
  private final double freeNats;
  private final int group;
  private final int[] levelEnds;

  /**
   * @param group latent variables that share the free nats, the last group of a level having what
   *     is left; 0 for all of a level
   * @param levelEnds where in a row of rates each of several levels ends; empty for one level
   */
  FreeBits(double freeNats, int group, int... levelEnds) {
    this.levelEnds = levelEnds;
    this.freeNats = freeNats;
    this.group = group == 0 ? Integer.MAX_VALUE : group;
  }

  @Override
  public boolean needsRates() {
    return freeNats > 0;
  }

  @Override
  public void weigh(
      long step, double beta, double meanDistortion, double[] meanRates, double[] weights) {
    if (freeNats == 0) {
      Arrays.fill(weights, beta);
      return;
    }
    for (int first = 0; first < weights.length; ) {
      int end = end(first, weights.length);
      Arrays.fill(weights, first, end, sum(meanRates, first, end) > freeNats ? beta : 0);
      first = end;
    }
  }

  private int end(int first, int count) {
    int last = count;
    for (int i = levelEnds.length - 1; i >= 0 && levelEnds[i] > first; i--) {
      last = levelEnds[i];
    }
    return group < last - first ? first + group : last;
  }

  /** Of all rates. */
  static double sum(double[] rates) {
    return sum(rates, 0, rates.length);
  }

  private static double sum(double[] rates, int first, int end) {
    double sum = 0;
    for (int i = first; i < end; i++) {
      sum += rates[i];
    }
    return sum;
  }

  @Override
  public double value(long step, double beta, double[] meanRates) {
    if (freeNats == 0) {
      return beta * sum(meanRates);
    }
    double total = 0;
    for (int first = 0; first < meanRates.length; ) {
      int end = end(first, meanRates.length);
      total += Math.max(sum(meanRates, first, end), freeNats);
      first = end;
    }
    return beta * total;
  }
}

package org.rdvae.evaluation;

import java.util.Arrays;

/**
 * Area under the receiver operating characteristic: how well a score tells unusual images from
 * usual ones, whatever threshold is put on it. It is the probability that a random unusual image
 * scores higher than a random usual one, equal scores counting half: 1 tells all, 0.5 none, and 0
 * all the wrong way round.
 *
 * <p>Found by a walk along both groups in order, in O(n log n): every unusual score counts the
 * usual ones below it, and half of those equal to it.
 *
 * <p>Hanley and McNeil, The Meaning and Use of the Area under a Receiver Operating Characteristic
 * (ROC) Curve, Radiology 143, 1982.
 */
public final class Auroc {
  private Auroc() {}

  /**
   * The area for two groups of images.
   *
   * @param usual scores
   * @param unusual scores that should be higher
   * @return NaN if a score is
   */
  public static double of(double[] usual, double[] unusual) {
    if (usual.length == 0 || unusual.length == 0) {
      throw new IllegalArgumentException(
          "expected two groups, found " + usual.length + " and " + unusual.length + " scores");
    }
    if (hasNan(usual) || hasNan(unusual)) {
      return Double.NaN;
    }
    double[] low = sorted(usual);
    double[] high = sorted(unusual);
    // In whole halves, so that nothing is rounded before the one division.
    long halves = 0;
    int below = 0;
    int notAbove = 0;
    for (double score : high) {
      while (below < low.length && low[below] < score) {
        below++;
      }
      while (notAbove < low.length && low[notAbove] <= score) {
        notAbove++;
      }
      halves += below + notAbove;
    }
    return halves / (2.0 * low.length * high.length);
  }

  private static boolean hasNan(double[] scores) {
    return Arrays.stream(scores).anyMatch(Double::isNaN);
  }

  private static double[] sorted(double[] scores) {
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    return sorted;
  }
}

package org.rdvae.codec;

import java.util.List;
import org.rdvae.distribution.Categorical;

/** exp(logit) of each level's bin, divided among the bin's levels. */
final class CategoricalWeights implements WeightedIntervals.Weights {
  private static final int WEIGHT_BITS = 30;

  private final int bins;

  CategoricalWeights(int bins) {
    this.bins = bins;
  }

  @Override
  public void of(List<int[]> heads, int index, long[] weights) {
    int[] logits = heads.get(0);
    int at = index * bins;
    int largest = logits[at];
    for (int bin = 1; bin < bins; bin++) {
      largest = Math.max(largest, logits[at + bin]);
    }
    for (int bin = 0; bin < bins; bin++) {
      long below = Math.max((long) logits[at + bin] - largest, -(30L << FixedVae.FRACTION));
      long weight = FixedExponential.exp(below, WEIGHT_BITS);
      int first = Categorical.lowest(bin, bins);
      int end = Categorical.lowest(bin + 1, bins);
      for (int level = first; level < end; level++) {
        weights[level] = weight / (end - first);
      }
    }
  }
}

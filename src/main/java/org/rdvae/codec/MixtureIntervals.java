package org.rdvae.codec;

import java.util.List;
import org.rdvae.network.Activation;

/**
 * The 256 levels as bins of a mixture of logistic distributions, those of a channel following the
 * channels before it, as in {@link org.rdvae.distribution.LogisticMixture}: the heads are weights,
 * means, log scales and, with colour, coefficients, the components of a place side by side.
 *
 * <p>Given the channels before, a component counts by its weight times its probability of them; all
 * in whole numbers. Levels beyond the logistic table are as unlikely as its ends there, 2^-40: a
 * model that meets such a one does not know which component it was anyway.
 */
final class MixtureIntervals implements ValueIntervals {
  private static final int WEIGHT_BITS = 20;
  private static final int MASS_BITS = 32;
  private static final int DROPPED = CumulativeTable.MASS_BITS - MASS_BITS;

  private final int components;
  private final int channels;
  private final long minLogScale;
  private final long[] means;
  private final long[] inverseScales;
  private final long[] logWeights;
  private final long[] weights;
  private List<int[]> heads;
  private long weightSum;

  MixtureIntervals(int components, int channels, double minLogScale) {
    this.components = components;
    this.channels = channels;
    this.minLogScale = FixedPoint.of(minLogScale, FixedVae.FRACTION);
    means = new long[components];
    inverseScales = new long[components];
    logWeights = new long[components];
    weights = new long[components];
  }

  @Override
  public void use(List<int[]> newHeads) {
    heads = newHeads;
  }

  @Override
  public void at(int index, byte[] image) {
    int place = index / channels;
    int channel = index % channels;
    for (int k = 0; k < components; k++) {
      logWeights[k] = heads.get(0)[place * components + k];
    }
    for (int c = 0; c < channel; c++) {
      component(place, c, image);
      addLikelihood(image[place * channels + c] & 0xFF);
    }
    component(place, channel, image);
    long largest = Long.MIN_VALUE;
    for (long log : logWeights) {
      largest = Math.max(largest, log);
    }
    weightSum = 0;
    for (int k = 0; k < components; k++) {
      long below = Math.max(logWeights[k] - largest, -(30L << FixedVae.FRACTION));
      weights[k] = FixedExponential.exp(below, WEIGHT_BITS);
      weightSum += weights[k];
    }
  }

  /** Means and scales of a channel's components, given the channels before it. */
  private void component(int place, int channel, byte[] image) {
    int at = (place * channels + channel) * components;
    int pairs = channels * (channels - 1) / 2;
    int first = channel * (channel - 1) / 2;
    FixedTable tanh = FixedTable.of(Activation.TANH);
    for (int k = 0; k < components; k++) {
      long head = heads.get(1)[at + k];
      for (int d = 0; d < channel; d++) {
        int raw = heads.get(3)[(place * pairs + first + d) * components + k];
        int slope = tanh.value(raw >> (FixedVae.FRACTION - FixedTable.FRACTION));
        int twice = 2 * (image[place * channels + d] & 0xFF) - 255;
        // Times (2 v - 255) / 510, which is the value's distance from the middle.
        head +=
            Math.floorDiv(
                ((long) slope * twice) << (FixedVae.FRACTION - FixedTable.FRACTION), 510L);
      }
      means[k] = LogisticIntervals.mean(head);
      inverseScales[k] = LogisticIntervals.inverseScale(heads.get(2)[at + k], minLogScale);
    }
  }

  private void addLikelihood(int level) {
    for (int k = 0; k < components; k++) {
      long probability = Math.max(1, mass(k, level + 1) - mass(k, level));
      long log2 = FixedExponential.log2(probability, CumulativeTable.MASS_BITS);
      logWeights[k] += FixedPoint.rescale(log2 * FixedExponential.LN_2, 30);
    }
  }

  private long mass(int component, int level) {
    if (level == 0) {
      return 0;
    }
    return level == LEVELS
        ? 1L << CumulativeTable.MASS_BITS
        : CumulativeTable.LOGISTIC.mass(
            LogisticIntervals.edge(level), means[component], inverseScales[component]);
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
    if (level == LEVELS) {
      return 1 << LEVEL_SLOT_BITS;
    }
    long sum = 0;
    for (int k = 0; k < components; k++) {
      sum += weights[k] * (mass(k, level) >> DROPPED);
    }
    return ValueIntervals.reserved(level, sum / weightSum, MASS_BITS);
  }
}

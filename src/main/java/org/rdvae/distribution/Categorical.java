package org.rdvae.distribution;

import org.rdvae.random.RandomStream;

/**
 * A categorical distribution over bins of the 256 levels of an 8-bit value, given by logits, in
 * plain double arithmetic: the judge of {@link PlannedCategorical}. Per element, and in nats. With
 * L bins the level v is in bin ⌊v L / 256⌋, and within a bin all levels are equally likely:
 *
 * <pre>
 * P(v) = softmax(logits)_bin / (levels in the bin)
 * </pre>
 *
 * So it is a distribution over all 256 levels whatever L is, and its bits compare with those of
 * other likelihoods of the same images; for the bits of an image of L levels take off log2(256 / L)
 * a value. It knows nothing of the order of levels: that 7 is near 8 must be learned from data.
 *
 * <p>Van den Oord et al., Pixel Recurrent Neural Networks, ICML 2016, section 3.4,
 * arXiv:1601.06759.
 */
public final class Categorical {
  private static final int LEVELS = DiscretizedLogistic.HIGHEST + 1;

  private Categorical() {}

  /** The bin of a level. */
  public static int bin(int level, int bins) {
    return level * bins / LEVELS;
  }

  /** The lowest level of a bin; of the bin after the last one, 256. */
  public static int lowest(int bin, int bins) {
    return (bin * LEVELS + bins - 1) / bins;
  }

  /** −log P(level), of the logits from {@code at} on. */
  public static double distortion(int level, double[] logits, int at, int bins) {
    int bin = bin(level, bins);
    return Softmax.logSumExp(logits, at, bins) - logits[at + bin] + Math.log(size(bin, bins));
  }

  /** E[x], x = level / 255. */
  public static double expectation(double[] logits, int at, int bins) {
    double logSum = Softmax.logSumExp(logits, at, bins);
    double sum = 0;
    for (int bin = 0; bin < bins; bin++) {
      double middle = 0.5 * (lowest(bin, bins) + lowest(bin + 1, bins) - 1);
      sum += middle * Math.exp(logits[at + bin] - logSum);
    }
    return sum / DiscretizedLogistic.HIGHEST;
  }

  /** A level. */
  public static int draw(double[] logits, int at, int bins, RandomStream stream) {
    double logSum = Softmax.logSumExp(logits, at, bins);
    double left = stream.nextUniform();
    int bin = 0;
    while (bin < bins - 1 && left >= Math.exp(logits[at + bin] - logSum)) {
      left -= Math.exp(logits[at + bin] - logSum);
      bin++;
    }
    return lowest(bin, bins) + stream.nextInt(size(bin, bins));
  }

  private static int size(int bin, int bins) {
    return lowest(bin + 1, bins) - lowest(bin, bins);
  }
}

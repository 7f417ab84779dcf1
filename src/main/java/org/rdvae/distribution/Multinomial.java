package org.rdvae.distribution;

/**
 * The multinomial distribution of word counts c given the document's length n = Σ c and a
 * probability p for each word, in plain double arithmetic: the judge of {@link PlannedMultinomial}.
 * In nats, for a document.
 *
 * <pre>
 * −log P(c) = Σ log c! − log n! − Σ c log p
 * </pre>
 *
 * It is the probability of the counts, whatever the order of the words; that of the words in their
 * order lacks the factorials, which no parameter moves. Perplexity, exp(−Σ c log p / n), counts the
 * latter.
 */
public final class Multinomial {
  private Multinomial() {}

  /** −log P(c) from the log probabilities of the words, each in the same place. */
  public static double distortion(float[] counts, int at, double[] logProbabilities) {
    double sum = logOrders(counts, at, logProbabilities.length);
    for (int word = 0; word < logProbabilities.length; word++) {
      double count = counts[at + word];
      // Without the question an impossible word that does not occur would be 0 times infinity.
      sum -= count == 0 ? 0 : count * logProbabilities[word];
    }
    return sum;
  }

  /** Σ log c! − log n!: minus the log of the number of orders that the words can have. */
  public static double logOrders(float[] counts, int at, int words) {
    double length = 0;
    double sum = 0;
    for (int word = at; word < at + words; word++) {
      length += counts[word];
      sum += counts[word] > 1 ? GammaFunction.logGamma(counts[word] + 1.0) : 0;
    }
    return sum - GammaFunction.logGamma(length + 1);
  }
}

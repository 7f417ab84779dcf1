package org.rdvae.distribution;

/**
 * Word probabilities of a document that mixes topics, in plain double arithmetic: the judge of
 * {@link PlannedTopics}. A topic is a distribution over words, and the document's proportions θ one
 * over topics:
 *
 * <pre>
 * p_w = Σ_k θ_k B_kw      θ = softmax(τ h),   B_k = softmax(topic weights of k)
 * </pre>
 *
 * and the counts are {@link Multinomial} with these p. With θ from a Dirichlet distribution this is
 * latent Dirichlet allocation, the sum over each word's topic being taken. With h standard normal,
 * a latent variable for each topic, θ is logistic-normal: symmetric, as that distribution usually
 * is, and the more uneven the larger the spread τ. With h a linear function of them it is the
 * correlated topic model.
 *
 * <p>Blei, Ng and Jordan, Latent Dirichlet Allocation, JMLR 3, 2003; Blei and Lafferty, A
 * correlated topic model of Science, Annals of Applied Statistics 1, 2007, arXiv:0708.3601; learned
 * in this way Srivastava and Sutton, ICLR 2017, arXiv:1703.01488, section 3.
 */
public final class TopicMixture {
  private TopicMixture() {}

  /**
   * p of every word.
   *
   * @param topics a distribution over words for each topic
   */
  public static double[] mix(double[] proportions, double[][] topics) {
    double[] probabilities = new double[topics[0].length];
    for (int topic = 0; topic < topics.length; topic++) {
      for (int word = 0; word < probabilities.length; word++) {
        probabilities[word] += proportions[topic] * topics[topic][word];
      }
    }
    return probabilities;
  }
}

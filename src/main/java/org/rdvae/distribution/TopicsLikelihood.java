package org.rdvae.distribution;

import java.util.List;
import org.rdvae.base.Setting;
import org.rdvae.data.ValueKind;

/**
 * Word counts of a document that mixes topics. The decoder's output is taken as it is, without a
 * layer of its own, as what the proportions are the softmax of; their spread and the topics' words
 * are learned beside the network. With a decoder without layers there is a latent variable for each
 * topic, all alike before a document is seen, which keeps topics from dying out; with one linear
 * layer the model is the correlated topic model. {@link TopicMixture} has the formulas and the
 * papers.
 */
public record TopicsLikelihood(
    @Setting(
            value =
                "Number of topics: as many as the decoder has outputs, or without layers latent"
                    + " variables; some to spare help, since learning tends to merge a few.",
            initial = "20",
            min = 2,
            max = 10_000)
        int topics)
    implements Likelihood {
  /** The shared parameter, shape [topics, words]: logits of each topic's words. */
  public static final String WORDS = "topic-words";

  @Override
  public List<LikelihoodHead> heads(int channels) {
    return List.of(LikelihoodHead.direct("proportions", topics));
  }

  @Override
  public List<SharedParameter> sharedParameters(int values) {
    return List.of(
        SharedParameter.number("log-spread", 0), SharedParameter.weights(WORDS, topics, values));
  }

  @Override
  public boolean isDiscrete() {
    return true;
  }

  @Override
  public boolean takes(ValueKind kind) {
    return kind == ValueKind.COUNTS;
  }

  /** The topics that learned logits stand for, each a distribution over the words. */
  public static double[][] topics(float[] logits, int words) {
    double[][] topics = new double[logits.length / words][];
    double[] row = new double[words];
    for (int topic = 0; topic < topics.length; topic++) {
      for (int word = 0; word < words; word++) {
        row[word] = logits[topic * words + word];
      }
      topics[topic] = Softmax.of(row, 0, words);
    }
    return topics;
  }

  @Override
  public PlannedLikelihood plan(LikelihoodPlace place) {
    return new PlannedTopics(place);
  }
}

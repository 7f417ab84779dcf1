package org.rdvae.job;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.rdvae.base.Failure;
import org.rdvae.base.KebabCase;
import org.rdvae.checkpoint.NamedTensor;
import org.rdvae.data.Vocabulary;
import org.rdvae.distribution.TopicsLikelihood;
import org.rdvae.model.Architecture;
import org.rdvae.model.VaeSession;

/**
 * What a model of texts has learned, as words. With likelihood topics a topic is a distribution
 * over words, and its most probable ones are named. With likelihood multinomial there are latent
 * variables only: for each the words are named that gain most in probability when it goes from 0 to
 * 2, and, unless all latent variables are positive, those that gain most when it goes to −2.
 */
public final class TopicWords {
  /** Two standard deviations of the prior: unusual, but not unheard of. */
  private static final float FAR = 2;

  private TopicWords() {}

  /**
   * A topic.
   *
   * @param name its number, counted from 1; with a sign for one side of a latent variable
   * @param words the first of its words
   * @param weights of these words: probabilities, or the factors by which those grow
   */
  public record Topic(String name, List<String> words, List<Double> weights) {}

  /**
   * Refuses models that know no words.
   *
   * @throws Failure BAD_DATA
   */
  public static Vocabulary vocabulary(SavedModel model) {
    return model
        .vocabulary()
        .orElseThrow(
            () ->
                new Failure(
                    Failure.Kind.BAD_DATA,
                    model.path()
                        + ": expected a model of texts (data.set: text), found one of "
                        + KebabCase.of(model.job().data().set().name())));
  }

  /** Whether the topics are parameters of the model, for which nothing need be computed. */
  public static boolean areParameters(SavedModel model) {
    return model.vae().architecture().likelihood() instanceof TopicsLikelihood;
  }

  /** The topics of a model with likelihood topics, each a distribution over the vocabulary. */
  public static double[][] topics(SavedModel model) {
    NamedTensor words =
        model.checkpoint().parameters().stream()
            .filter(
                tensor -> tensor.name().equals(Architecture.LIKELIHOOD + TopicsLikelihood.WORDS))
            .findFirst()
            .orElseThrow();
    return TopicsLikelihood.topics(words.values(), vocabulary(model).size());
  }

  /** The first words of every topic, of a model with likelihood topics. */
  public static List<Topic> ofTopics(SavedModel model, int count) {
    double[][] topics = topics(model);
    return IntStream.range(0, topics.length)
        .mapToObj(i -> topic(String.valueOf(i + 1), topics[i], vocabulary(model), count))
        .toList();
  }

  /** The first words of both sides of every latent variable, of any model of texts. */
  public static List<Topic> ofLatents(SavedModel model, VaeSession session, int count) {
    Vocabulary vocabulary = vocabulary(model);
    int latents = session.architecture().latents();
    float[] sides =
        session.architecture().prior().isPositive() ? new float[] {FAR} : new float[] {FAR, -FAR};
    int rows = 1 + sides.length * latents;
    float[] z = new float[rows * latents];
    for (int row = 1; row < rows; row++) {
      z[row * latents + (row - 1) / sides.length] = sides[(row - 1) % sides.length];
    }
    int words = vocabulary.size();
    float[] shares = new float[rows * words];
    session.decode(z, rows, shares);
    List<Topic> topics = new ArrayList<>();
    for (int row = 1; row < rows; row++) {
      double[] gains = new double[words];
      for (int word = 0; word < words; word++) {
        gains[word] = gain(shares[word], shares[row * words + word]);
      }
      String sign = sides[(row - 1) % sides.length] > 0 ? "+" : "-";
      topics.add(topic(1 + (row - 1) / sides.length + sign, gains, vocabulary, count));
    }
    return topics;
  }

  /** A share too small for its format counts as the smallest, so that 0 / 0 is no gain. */
  static double gain(float from, float to) {
    return (double) Math.max(to, Float.MIN_NORMAL) / Math.max(from, Float.MIN_NORMAL);
  }

  private static Topic topic(String name, double[] weights, Vocabulary vocabulary, int count) {
    List<Integer> first =
        IntStream.range(0, weights.length)
            .boxed()
            .sorted(Comparator.comparing((Integer word) -> weights[word]).reversed())
            .limit(count)
            .toList();
    return new Topic(
        name,
        first.stream().map(vocabulary.words()::get).toList(),
        first.stream().map(word -> weights[word]).toList());
  }
}

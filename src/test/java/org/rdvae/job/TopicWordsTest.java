package org.rdvae.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rdvae.base.Failure;
import org.rdvae.config.ConfigReader;
import org.rdvae.data.Vocabulary;
import org.rdvae.job.TopicWords.Topic;
import org.rdvae.model.VaeSession;
import org.rdvae.report.RunFolder;
import org.rdvae.tensor.Device;

/** Documents that are made of known topics; what is learned of them is compared with these. */
class TopicWordsTest {
  private static final int TOPICS = 5;

  /** Learning tends to merge topics and leave one unused, unless there are some to spare. */
  private static final int LEARNED = 10;

  private static final int WORDS = 80;
  private static final int DOCUMENTS = 1500;
  private static final int LENGTH = 60;
  private static final double[][] TRUE = new double[TOPICS][];

  @TempDir static Path folder;
  private static SavedModel mixture;

  @BeforeAll
  static void train() throws IOException {
    Random random = new Random(1);
    for (int topic = 0; topic < TOPICS; topic++) {
      TRUE[topic] = shares(random, WORDS, 4);
    }
    Files.createDirectory(folder.resolve("texts"));
    for (int document = 0; document < DOCUMENTS; document++) {
      double[] proportions = shares(random, TOPICS, 2);
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < LENGTH; i++) {
        text.append(word(draw(random, TRUE[draw(random, proportions)]))).append(' ');
      }
      Files.writeString(folder.resolve("texts").resolve(document + ".txt"), text);
    }
    mixture = trained("mixture", LEARNED, "{topics: {topics: 10}}", 60);
  }

  /** Powers of exponential numbers: the higher the power, the more a few stand out. */
  private static double[] shares(Random random, int count, double power) {
    double[] shares = new double[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      shares[i] = Math.pow(-Math.log(1 - random.nextDouble()), power);
      sum += shares[i];
    }
    for (int i = 0; i < count; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  private static int draw(Random random, double[] shares) {
    double left = random.nextDouble();
    int drawn = 0;
    while (drawn < shares.length - 1 && left >= shares[drawn]) {
      left -= shares[drawn++];
    }
    return drawn;
  }

  private static String word(int number) {
    return "w" + (char) ('a' + number / 26) + (char) ('a' + number % 26);
  }

  private static SavedModel trained(String name, int latents, String likelihood, int epochs)
      throws IOException {
    Path config =
        Files.writeString(
            folder.resolve(name + ".yaml"),
            """
            data: {set: text, path: texts, text: {min-documents: 2, max-document-share: 1}}
            model:
              latent: {size: %d}
              encoder: [dense: {units: 64, activation: relu}]
              decoder: []
              likelihood: %s
            training: {epochs: %d, batch: 50, optimizer: {adam: {learning-rate: 1e-2}}}
            """
                .formatted(latents, likelihood, epochs));
    Path run = folder.resolve(name);
    new TrainingRun(ConfigReader.read(config, List.of()), run, OptionalInt.of(1), 0)
        .train(false, () -> false);
    return SavedModel.load(RunFolder.bestCheckpoint(run));
  }

  @Test
  void knownTopicsAreRecovered() {
    double[][] found = TopicWords.topics(mixture);
    Vocabulary vocabulary = TopicWords.vocabulary(mixture);
    Set<Integer> matched = new HashSet<>();
    Set<Integer> taken = new HashSet<>();
    // The best pair of those left, until there are none.
    while (matched.size() < TOPICS) {
      double best = -1;
      int[] pair = new int[2];
      for (int i = 0; i < TOPICS * LEARNED; i++) {
        double cosine = cosine(TRUE[i / LEARNED], found[i % LEARNED], vocabulary);
        if (cosine > best && !matched.contains(i / LEARNED) && !taken.contains(i % LEARNED)) {
          best = cosine;
          pair = new int[] {i / LEARNED, i % LEARNED};
        }
      }
      assertThat(best).as("cosine of topic %d, seed 1", pair[0]).isGreaterThan(0.9);
      matched.add(pair[0]);
      taken.add(pair[1]);
    }
  }

  /** Words that are too rare for the vocabulary count as never found. */
  private static double cosine(double[] topic, double[] found, Vocabulary vocabulary) {
    double product = 0;
    double squares = 0;
    double foundSquares = 0;
    for (int word = 0; word < topic.length; word++) {
      int place = vocabulary.words().indexOf(word(word));
      double other = place < 0 ? 0 : found[place];
      product += topic[word] * other;
      squares += topic[word] * topic[word];
      foundSquares += other * other;
    }
    return product / Math.sqrt(squares * foundSquares);
  }

  @Test
  void theFirstWordsOfATopicAreItsMostProbableOnes() {
    double[][] topics = TopicWords.topics(mixture);
    Vocabulary vocabulary = TopicWords.vocabulary(mixture);
    List<Topic> found = TopicWords.ofTopics(mixture, 4);
    assertThat(found).hasSize(LEARNED);
    for (int topic = 0; topic < LEARNED; topic++) {
      assertThat(found.get(topic).name()).isEqualTo(String.valueOf(topic + 1));
      assertThat(found.get(topic).words()).hasSize(4);
      double last = 1;
      for (int i = 0; i < 4; i++) {
        int place = vocabulary.words().indexOf(found.get(topic).words().get(i));
        assertThat(found.get(topic).weights().get(i))
            .isEqualTo(topics[topic][place])
            .isLessThanOrEqualTo(last);
        last = topics[topic][place];
      }
    }
  }

  /** A product of experts has no topics; each side of a latent variable raises words. */
  @Test
  void latentVariablesOfAProductOfExpertsHaveTwoSides() throws IOException {
    SavedModel product = trained("product", 5, "multinomial", 3);
    List<Topic> found = new ArrayList<>();
    try (VaeSession session = product.vae().open(Device.cpu(1), 4)) {
      found.addAll(TopicWords.ofLatents(product, session, 3));
    }
    assertThat(found.stream().map(Topic::name))
        .containsExactly("1+", "1-", "2+", "2-", "3+", "3-", "4+", "4-", "5+", "5-");
    for (Topic topic : found) {
      assertThat(topic.weights().get(0))
          .isGreaterThan(1)
          .isGreaterThanOrEqualTo(topic.weights().get(2));
    }
    assertThat(found.get(0).words()).isNotEqualTo(found.get(1).words());
  }

  /** Their model never saw a negative one. */
  @Test
  void positiveLatentVariablesHaveOneSide() throws IOException {
    SavedModel product =
        trained("positive", 3, "multinomial\n  posterior: exponential\n  prior: exponential", 1);
    try (VaeSession session = product.vae().open(Device.cpu(1), 4)) {
      assertThat(TopicWords.ofLatents(product, session, 3).stream().map(Topic::name))
          .containsExactly("1+", "2+", "3+");
    }
  }

  @Test
  void sharesTooSmallToTellGainNothing() {
    assertThat(TopicWords.gain(0, 0)).isEqualTo(1);
    assertThat(TopicWords.gain(0, 0.5f)).isFinite().isGreaterThan(1e30);
    assertThat(TopicWords.gain(0.5f, 0)).isPositive().isLessThan(1e-30);
    assertThat(TopicWords.gain(0.25f, 0.5f)).isEqualTo(2);
  }

  @Test
  void textsOfAnotherFolderAreReadWithTheModelsVocabulary() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("a.txt"), "waa wab unheard");
    ImageInput input = ImageInput.read(other.toString(), mixture);
    assertThat(input.images().width()).isEqualTo(TopicWords.vocabulary(mixture).size());
    assertThat(input.nameOf(0)).isEqualTo("a.txt");
    float sum = 0;
    for (float count : input.rows(0, 1)) {
      sum += count;
    }
    assertThat(sum).isEqualTo(2);
  }

  @Test
  void modelsOfImagesHaveNoTopics() throws IOException {
    Path config = TinyFiles.write(Files.createDirectory(folder.resolve("images")));
    Path run = folder.resolve("images-run");
    new TrainingRun(ConfigReader.read(config, List.of()), run, OptionalInt.of(1), 0)
        .train(false, () -> false);
    SavedModel images = SavedModel.load(RunFolder.bestCheckpoint(run));
    assertThatThrownBy(() -> TopicWords.vocabulary(images))
        .isInstanceOf(Failure.class)
        .hasMessage(
            images.path() + ": expected a model of texts (data.set: text), found one of idx");
  }
}

package org.rdvae.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.model.VaeSession;

/** The evaluation of a model whose likelihood an integral over a line gives exactly. */
class EvaluatorTest {
  private static final int SAMPLES = 500;

  @Test
  void theExactLikelihoodsAddUpToOne() {
    double sum =
        IntStream.range(0, LineModel.IMAGES)
            .mapToDouble(image -> Math.exp(-LineModel.nll(image)))
            .sum();
    assertThat(sum).isCloseTo(1, within(1e-9));
  }

  @Test
  void findsTheExactLikelihood() {
    Evaluation found = evaluate(64, SAMPLES, 1);
    assertThat(found.nllMonteCarloError()).isBetween(1e-4, 0.05);
    assertThat(found.nll())
        .isCloseTo(average(LineModel::nll), within(5 * found.nllMonteCarloError()));
  }

  @Test
  void findsTheExactBound() {
    Evaluation found = evaluate(64, SAMPLES, 1);
    assertThat(found.rate()).isCloseTo(average(LineModel::rate), within(1e-5));
    // A distortion of one sample spreads by less than 2 nats; there are 16 images of 500 samples.
    assertThat(found.distortion())
        .isCloseTo(average(LineModel::distortion), within(5 * 2 / Math.sqrt(16.0 * SAMPLES)));
    assertThat(found.elbo()).isEqualTo(-(found.rate() + found.distortion()));
    assertThat(found.gap()).isEqualTo(-found.elbo() - found.nll()).isGreaterThan(0);
    // The second latent's posterior costs its rate and gives nothing, so the bound misses at least
    // that.
    assertThat(found.gap()).isGreaterThan(LineModel.idleRate() - 0.05);
  }

  /** Or a signal would have to wait for all samples of a batch of images. */
  @Test
  void tellsHowFarItIsAfterEveryBatchOfSamples() {
    List<Integer> progress = new ArrayList<>();
    try (VaeSession session = LineModel.open(8)) {
      new Evaluator(session, 20, 1).evaluate(ImageSource.of(LineModel.images()), 4, progress::add);
    }
    assertThat(progress).containsExactly(0, 0, 1, 1, 2, 2, 2, 3, 3, 4);
  }

  @Test
  void statesTheErrorOverImages() {
    double mean = average(LineModel::nll);
    double squares =
        IntStream.range(0, LineModel.IMAGES)
            .mapToDouble(i -> Math.pow(LineModel.nll(i) - mean, 2))
            .sum();
    double expected = Math.sqrt(squares / (LineModel.IMAGES - 1) / LineModel.IMAGES);
    assertThat(evaluate(64, SAMPLES, 1).nllStandardError())
        .isCloseTo(expected, within(0.1 * expected));
  }

  @Test
  void statesTheErrorOverNoise() {
    int seeds = 30;
    double sum = 0;
    double squares = 0;
    double stated = 0;
    for (int seed = 0; seed < seeds; seed++) {
      Evaluation one = evaluate(64, 50, seed);
      sum += one.nll();
      squares += one.nll() * one.nll();
      stated += one.nllMonteCarloError() / seeds;
    }
    double spread = Math.sqrt((squares - sum * sum / seeds) / (seeds - 1));
    // The spread of 30 numbers is itself uncertain by 13 percent.
    assertThat(stated / spread).isBetween(1 / 1.5, 1.5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16, 200, 5000})
  void doesNotDependOnTheRowsComputedAtATime(int rows) {
    Evaluation expected = evaluate(64, 150, 3);
    Evaluation found = evaluate(rows, 150, 3);
    assertThat(found.nll()).isCloseTo(expected.nll(), within(1e-6));
    assertThat(found.rate()).isCloseTo(expected.rate(), within(1e-6));
    assertThat(found.distortion()).isCloseTo(expected.distortion(), within(1e-6));
    assertThat(found.nllMonteCarloError()).isCloseTo(expected.nllMonteCarloError(), within(1e-6));
    assertThat(found.nllStandardError()).isCloseTo(expected.nllStandardError(), within(1e-6));
  }

  @Test
  void withOneSampleIsTheBoundWithoutAnErrorOverNoise() {
    Evaluation found = evaluate(64, 1, 1);
    assertThat(found.nllMonteCarloError()).isNaN();
    assertThat(found.nllStandardError()).isPositive();
    // One sample's -log weight is an unbiased estimate of -ELBO; over 200 seeds it comes close.
    double sum = 0;
    for (int seed = 0; seed < 200; seed++) {
      sum += evaluate(64, 1, seed).nll() / 200;
    }
    // A log weight spreads by about 1.5 nats.
    assertThat(sum)
        .isCloseTo(
            average(LineModel::rate) + average(LineModel::distortion),
            within(5 * 1.5 / Math.sqrt(3200)));
  }

  @Test
  void ofOneImageHasNoErrorOverImages() {
    try (VaeSession session = LineModel.open(4)) {
      Evaluation found =
          new Evaluator(session, 50, 1).evaluate(LineModel.images()::fillInOrder, 1, done -> {});
      assertThat(found.nllStandardError()).isNaN();
      assertThat(found.nllMonteCarloError()).isPositive();
    }
  }

  @Test
  void countsLatentsWhosePosteriorMoves() {
    Evaluation found = evaluate(64, 2, 1);
    assertThat(found.activeUnits()).isEqualTo(1);
    assertThat(found.rateByLatent()).hasSize(2);
    assertThat(found.rateByLatent()[1]).isCloseTo(LineModel.idleRate(), within(1e-6));
    assertThat(found.rateByLatent()[0] + found.rateByLatent()[1])
        .isCloseTo(found.rate(), within(1e-12));
  }

  @Test
  void givesTheSameForTheSameSeedOnly() {
    assertThat(evaluate(64, 50, 5).nll())
        .isEqualTo(evaluate(64, 50, 5).nll())
        .isNotEqualTo(evaluate(64, 50, 6).nll());
  }

  @Test
  void takesNoiseThatDoesNotDependOnTheOrderOfTheImages() {
    List<Double> forwards = nlls(image -> image);
    List<Double> backwards = nlls(image -> 5 - image);
    for (int image = 0; image < 6; image++) {
      assertThat(forwards.get(image)).isCloseTo(backwards.get(5 - image), within(1e-6));
    }
    // A stream is that of the first image of a set with its seed.
    try (VaeSession session = LineModel.open(4)) {
      List<Double> first = new ArrayList<>();
      new Evaluator(session, 20, 100)
          .evaluate(
              LineModel.images()::fillInOrder,
              1,
              done -> {},
              (image, score) -> first.add(score.nll()));
      assertThat(forwards.get(0)).isCloseTo(first.get(0), within(1e-6));
    }
  }

  /** With a seed for each image, taken in some order. */
  private static List<Double> nlls(IntUnaryOperator order) {
    List<Double> nlls = new ArrayList<>();
    try (VaeSession session = LineModel.open(4)) {
      int pixels = session.architecture().pixels();
      float[] all = new float[6 * pixels];
      LineModel.images().fillInOrder(0, 6, all);
      new Evaluator(session, 20, 1, image -> Evaluator.stream(100L + order.applyAsInt(image)))
          .evaluate(
              (first, count, target) -> {
                for (int i = 0; i < count; i++) {
                  System.arraycopy(
                      all, order.applyAsInt(first + i) * pixels, target, i * pixels, pixels);
                }
              },
              6,
              done -> {},
              (image, score) -> nlls.add(score.nll()));
    }
    return nlls;
  }

  @Test
  void measuresTheFirstImagesAndTellsHowFarItIs() {
    List<Integer> done = new ArrayList<>();
    try (VaeSession session = LineModel.open(4)) {
      Evaluation found =
          new Evaluator(session, 2000, 1).evaluate(LineModel.images()::fillInOrder, 6, done::add);
      assertThat(found.images()).isEqualTo(6);
      assertThat(found.importanceSamples()).isEqualTo(2000);
      assertThat(found.seed()).isEqualTo(1);
      double exact = IntStream.range(0, 6).mapToDouble(LineModel::nll).average().orElseThrow();
      assertThat(found.nll()).isCloseTo(exact, within(5 * found.nllMonteCarloError()));
    }
    assertThat(done).hasSize(6 * 2000 / 4).isSorted().containsOnly(0, 1, 2, 3, 4, 5, 6);
    assertThat(done).endsWith(6);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16, 200})
  void theScoresOfTheImagesAreTheSummandsOfItsAverages(int rows) {
    List<ImageScore> scores = new ArrayList<>();
    List<Integer> images = new ArrayList<>();
    Evaluation found = evaluate(rows, 150, 3, scores, images);
    assertThat(images)
        .containsExactlyElementsOf(IntStream.range(0, LineModel.IMAGES).boxed().toList());
    double nll = 0;
    for (ImageScore score : scores) {
      nll += score.nll();
      assertThat(score.elbo()).isEqualTo(-(score.rate() + score.distortion())).isNegative();
    }
    assertThat(nll / LineModel.IMAGES).isEqualTo(found.nll());
    // These are added in another order.
    assertThat(average(image -> scores.get(image).rate())).isCloseTo(found.rate(), within(1e-12));
    assertThat(average(image -> scores.get(image).distortion()))
        .isCloseTo(found.distortion(), within(1e-12));
  }

  @Test
  void everyImageHasItsOwnScore() {
    List<ImageScore> scores = new ArrayList<>();
    evaluate(64, 5000, 1, scores, new ArrayList<>());
    for (int image = 0; image < LineModel.IMAGES; image++) {
      ImageScore score = scores.get(image);
      assertThat(score.rate()).as("image %d", image).isCloseTo(LineModel.rate(image), within(1e-5));
      // A log weight and a distortion spread by less than 2 nats.
      double error = 5 * 2 / Math.sqrt(5000);
      assertThat(score.nll()).as("image %d", image).isCloseTo(LineModel.nll(image), within(error));
      assertThat(score.distortion())
          .as("image %d", image)
          .isCloseTo(LineModel.distortion(image), within(error));
    }
  }

  @Test
  void tellingTheScoresChangesNoBit() {
    Evaluation with = evaluate(7, 50, 5, new ArrayList<>(), new ArrayList<>());
    assertThat(with).usingRecursiveComparison().isEqualTo(evaluate(7, 50, 5));
  }

  @Test
  void statesBitsForEachPixel() {
    Evaluation found = evaluate(64, 10, 1);
    assertThat(found.bitsPerDimension())
        .isCloseTo((found.rate() + found.distortion()) / 4 / Math.log(2), within(1e-12));
    assertThat(found.nllBitsPerDimension()).isCloseTo(found.nll() / 4 / Math.log(2), within(1e-12));
  }

  private static Evaluation evaluate(int rows, int samples, long seed) {
    try (VaeSession session = LineModel.open(rows)) {
      return new Evaluator(session, samples, seed)
          .evaluate(LineModel.images()::fillInOrder, LineModel.IMAGES, done -> {});
    }
  }

  private static Evaluation evaluate(
      int rows, int samples, long seed, List<ImageScore> scores, List<Integer> images) {
    try (VaeSession session = LineModel.open(rows)) {
      return new Evaluator(session, samples, seed)
          .evaluate(
              LineModel.images()::fillInOrder,
              LineModel.IMAGES,
              done -> {},
              (image, score) -> {
                images.add(image);
                scores.add(score);
              });
    }
  }

  private static double average(IntToDoubleFunction ofImage) {
    return IntStream.range(0, LineModel.IMAGES).mapToDouble(ofImage).average().orElseThrow();
  }
}

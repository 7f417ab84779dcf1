package org.rdvae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.distribution.DiagonalGaussian;
import org.rdvae.random.RandomStream;
import org.rdvae.tensor.TensorValues;
import org.rdvae.tensor.TestDevice;

/** A session on a model of several levels against plain arithmetic in terms of z. */
class HierarchySessionTest {
  private static final int IMAGES = 5;

  static Stream<LeveledModel> models() {
    return Stream.of(LeveledModel.two(), LeveledModel.three());
  }

  private static VaeSession open(LeveledModel model, int rows) {
    return new Vae(model.architecture(), SmallModel.floats(model.parameters()))
        .open(TestDevice.CPU, rows);
  }

  /** Relative to the prior every variable's divergence is that from a standard normal. */
  @ParameterizedTest
  @MethodSource("models")
  void encodesToPosteriorsWhoseRatesAreTheDivergencesGivenTheMeansAbove(LeveledModel model) {
    int latents = model.architecture().latents();
    double[] images = model.images(IMAGES);
    float[] mean = new float[IMAGES * latents];
    float[] logStddev = new float[mean.length];
    try (VaeSession session = open(model, 2)) {
      session.encode(SmallModel.floats(images), IMAGES, mean, logStddev);
    }
    double[][] divergences = parts(model, images, new double[IMAGES * latents]).divergences();
    int before = 0;
    for (int level = 0; level < divergences.length; level++) {
      int size = model.architecture().latents(level);
      for (int i = 0; i < divergences[level].length; i++) {
        int at = i / size * latents + before + i % size;
        assertThat(DiagonalGaussian.rate(mean[at], logStddev[at]))
            .as("level %d, element %d", level, i)
            .isCloseTo(divergences[level][i], within(1e-5));
      }
      before += size;
    }
    assertThat(before).isEqualTo(latents);
  }

  private static PlainHierarchy.Parts parts(LeveledModel model, double[] images, double[] noise) {
    return new PlainHierarchy(model.settings(), model.architecture())
        .parts(model.parameters(), images, noise);
  }

  /** Rows are samples of any of the encoded images. */
  @ParameterizedTest
  @MethodSource("models")
  void proposesAndDecodesSamplesWithTheirDensities(LeveledModel model) {
    int latents = model.architecture().latents();
    int pixels = model.architecture().pixels();
    double[] images = model.images(IMAGES);
    int[] imageOf = {4, 0, 0, 2};
    double[] noise = TensorValues.random(3, imageOf.length * latents);
    double[] rowImages = new double[imageOf.length * pixels];
    for (int row = 0; row < imageOf.length; row++) {
      System.arraycopy(images, imageOf[row] * pixels, rowImages, row * pixels, pixels);
    }
    PlainHierarchy.Parts parts = parts(model, rowImages, noise);
    float[] z = new float[noise.length];
    double[] logRatios = new double[imageOf.length];
    double[] distortions = new double[imageOf.length];
    try (VaeSession session = open(model, IMAGES)) {
      session.encode(
          SmallModel.floats(images),
          IMAGES,
          new float[IMAGES * latents],
          new float[IMAGES * latents]);
      session.propose(imageOf, SmallModel.floats(noise), imageOf.length, z, logRatios);
      for (int row = 0; row < imageOf.length; row++) {
        double sum = 0;
        for (int level = 0; level < model.architecture().levels(); level++) {
          assertThat(session.levelRatio(level, row))
              .isCloseTo(parts.logRatios()[level][row], within(2e-5));
          sum += parts.logRatios()[level][row];
        }
        assertThat(logRatios[row]).isCloseTo(sum, within(5e-5));
      }
      // What the decoder saw must come of the rows alone.
      session.decode(new float[latents], 1, new float[pixels]);
      session.distortion(z, SmallModel.floats(rowImages), imageOf.length, distortions);
    }
    assertThat(distortions).containsExactly(parts.distortions(), within(2e-5));
  }

  @Test
  void mapsComeBackWhateverTheNumberOfRows() {
    LeveledModel model = LeveledModel.maps(false);
    int latents = model.architecture().latents();
    assertThat(latents).isEqualTo(16 * 2 + 16 * 3);
    float[] images = SmallModel.floats(model.images(IMAGES));
    float[][] means = new float[2][IMAGES * latents];
    float[][] pictures = new float[2][images.length];
    for (int i = 0; i < 2; i++) {
      try (VaeSession session = open(model, i == 0 ? 2 : IMAGES)) {
        session.encode(images, IMAGES, means[i], new float[IMAGES * latents]);
        session.decode(means[i], IMAGES, pictures[i]);
      }
    }
    assertThat(means[0]).containsExactly(means[1], within(1e-5f));
    assertThat(pictures[0]).containsExactly(pictures[1], within(1e-5f));
    assertThat(Arrays.copyOf(pictures[0], 16))
        .isNotEqualTo(Arrays.copyOfRange(pictures[0], 16, 32));
  }

  @Test
  void drawsEveryLevelFromItsPrior() {
    LeveledModel model = LeveledModel.three();
    int latents = model.architecture().latents();
    int count = 4000;
    float[] z = new float[count * latents];
    try (VaeSession session = open(model, 300)) {
      session.draw(new RandomStream(3, RandomStream.Purpose.TEST), 0.5, count, z);
    }
    for (int j = 0; j < latents; j++) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < count; i++) {
        double value = z[i * latents + j];
        sum += value / count;
        squares += value * value / count;
      }
      assertThat(sum).as("mean of %d", j).isCloseTo(0, within(0.04));
      assertThat(squares).as("variance of %d at temperature 0.5", j).isCloseTo(0.25, within(0.03));
    }
  }
}

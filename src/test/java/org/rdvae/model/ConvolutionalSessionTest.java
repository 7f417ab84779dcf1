package org.rdvae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.distribution.BernoulliLikelihood;
import org.rdvae.distribution.DiscretizedLogisticLikelihood;
import org.rdvae.distribution.GaussianLikelihood;
import org.rdvae.distribution.Likelihood;
import org.rdvae.model.ConvolutionalModel.Ending;
import org.rdvae.network.Activation;
import org.rdvae.network.BatchNormalization;
import org.rdvae.network.Dropout;
import org.rdvae.network.FeatureShape;
import org.rdvae.tensor.TensorValues;
import org.rdvae.tensor.TestDevice;

/** Outside training: running statistics instead of the batch's own, and nothing drops out. */
class ConvolutionalSessionTest {
  private static final int COUNT = 5;
  private static final int LATENTS = ConvolutionalModel.LATENTS;

  /** Values around 1 from sums of at most a hundred terms in float32. */
  private static final double TOLERANCE = 2e-5;

  static List<Likelihood> likelihoods() {
    return List.of(
        new BernoulliLikelihood(),
        new GaussianLikelihood(0.1),
        new DiscretizedLogisticLikelihood(-7));
  }

  @Test
  void normalisesByTheRunningStatisticsAndDropsNothing() {
    int channels = 2;
    double epsilon = 1e-3;
    ConvolutionalModel model =
        new ConvolutionalModel(
            new GaussianLikelihood(0.1),
            new Architecture(
                ConvolutionalModel.settings(
                    List.of(
                        new BatchNormalization(Activation.IDENTITY, 0.1, epsilon),
                        new Dropout(0.5)),
                    List.of(),
                    new GaussianLikelihood(0.1)),
                new FeatureShape(2, 1, channels)));
    double[] parameters = model.parameters();
    double[] images = model.images(COUNT);
    double[] expected = new double[COUNT * LATENTS];
    for (int row = 0; row < COUNT; row++) {
      for (int latent = 0; latent < LATENTS; latent++) {
        double sum = parameters[offset(model, "posterior.mean.bias") + latent];
        for (int i = 0; i < model.pixels(); i++) {
          int channel = i % channels;
          double mean = parameters[offset(model, "encoder.0.running-mean") + channel];
          double variance = parameters[offset(model, "encoder.0.running-variance") + channel];
          double normal = (images[row * model.pixels() + i] - mean) / Math.sqrt(variance + epsilon);
          double gain = parameters[offset(model, "encoder.0.gain") + channel];
          double bias = parameters[offset(model, "encoder.0.offset") + channel];
          sum +=
              (gain * normal + bias)
                  * parameters[offset(model, "posterior.mean.weight") + i * LATENTS + latent];
        }
        expected[row * LATENTS + latent] = sum;
      }
    }
    assertThat(TensorValues.doubles(means(model, COUNT)))
        .containsExactly(expected, within(TOLERANCE));
  }

  @ParameterizedTest
  @MethodSource("likelihoods")
  void givesTheSameWhateverElseIsInTheBatch(Likelihood likelihood) {
    ConvolutionalModel model = ConvolutionalModel.of(likelihood, 3, Ending.MAPS);
    float[] expected = means(model, COUNT);
    float[] decoded = decoded(model, COUNT, 1);
    double[] distortions = distortions(model, COUNT);
    for (int rows : new int[] {1, 2, 7}) {
      assertThat(TensorValues.doubles(means(model, rows)))
          .as("posterior means, %d rows at a time", rows)
          .containsExactly(TensorValues.doubles(expected), within(TOLERANCE));
      assertThat(TensorValues.doubles(decoded(model, rows, 1)))
          .as("decoded, %d rows at a time", rows)
          .containsExactly(TensorValues.doubles(decoded), within(TOLERANCE));
    }
    double[] more = distortions(model, COUNT + 2);
    assertThat(more).as("distortions").hasSize(COUNT);
    for (int i = 0; i < COUNT; i++) {
      assertThat(more[i])
          .as("distortion of image %d", i)
          .isCloseTo(distortions[i], within(1e-4 * (1 + Math.abs(distortions[i]))));
    }
  }

  @Test
  void givesTheSameEveryTime() {
    ConvolutionalModel model = ConvolutionalModel.of(new BernoulliLikelihood(), 1, Ending.FLAT);
    float[] images = SmallModel.floats(model.images(COUNT));
    try (VaeSession session = open(model, COUNT)) {
      float[] first = new float[COUNT * LATENTS];
      float[] second = new float[COUNT * LATENTS];
      float[] logStddev = new float[COUNT * LATENTS];
      session.encode(images, COUNT, first, logStddev);
      session.encode(new float[COUNT * model.pixels()], COUNT, second, logStddev);
      assertThat(second).isNotEqualTo(first);
      session.encode(images, COUNT, second, logStddev);
      assertThat(second).as("running statistics do not move").isEqualTo(first);
    }
  }

  @ParameterizedTest
  @MethodSource("likelihoods")
  void decodesToGreysWhateverTheLatents(Likelihood likelihood) {
    for (int channels : new int[] {1, 3}) {
      for (Ending ending : Ending.values()) {
        ConvolutionalModel model = ConvolutionalModel.of(likelihood, channels, ending);
        for (double size : new double[] {1, 30, 1e6}) {
          float[] decoded = decoded(model, COUNT, size);
          assertThat(decoded).hasSize(COUNT * 24 * channels);
          for (float value : decoded) {
            // A Gaussian's mean is not held to the values of an image.
            boolean bounded = !(likelihood instanceof GaussianLikelihood);
            assertThat(value)
                .as("%s, latents around %s", model, size)
                .isFinite()
                .isBetween(bounded ? 0 : -1e9f, bounded ? 1 : 1e9f);
          }
        }
        float[] likely = decoded(model, COUNT, 1);
        assertThat(Arrays.copyOf(likely, 24)).isNotEqualTo(Arrays.copyOfRange(likely, 24, 48));
      }
    }
  }

  private static int offset(ConvolutionalModel model, String parameter) {
    return model.architecture().layout().offset(parameter);
  }

  private static VaeSession open(ConvolutionalModel model, int rows) {
    return new Vae(model.architecture(), SmallModel.floats(model.parameters()))
        .open(TestDevice.CPU, rows);
  }

  private static float[] means(ConvolutionalModel model, int rows) {
    float[] mean = new float[COUNT * LATENTS];
    try (VaeSession session = open(model, rows)) {
      session.encode(
          SmallModel.floats(model.images(COUNT)), COUNT, mean, new float[COUNT * LATENTS]);
    }
    return mean;
  }

  private static float[] decoded(ConvolutionalModel model, int rows, double size) {
    float[] decoded = new float[COUNT * model.pixels()];
    try (VaeSession session = open(model, rows)) {
      session.decode(latents(size), COUNT, decoded);
    }
    return decoded;
  }

  private static double[] distortions(ConvolutionalModel model, int rows) {
    double[] distortions = new double[COUNT];
    try (VaeSession session = open(model, rows)) {
      session.distortion(latents(1), SmallModel.floats(model.images(COUNT)), COUNT, distortions);
    }
    return distortions;
  }

  private static float[] latents(double size) {
    float[] latents = SmallModel.floats(TensorValues.random(4, COUNT * LATENTS));
    for (int i = 0; i < latents.length; i++) {
      latents[i] = (float) (size * latents[i]);
    }
    return latents;
  }
}

package org.rdvae.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.rdvae.base.Failure;
import org.rdvae.config.ConfigReader;
import org.rdvae.model.Architecture;
import org.rdvae.model.Dl4jModel;
import org.rdvae.model.Vae;
import org.rdvae.model.VaeSession;
import org.rdvae.network.Dl4jExport;
import org.rdvae.network.FeatureShape;
import org.rdvae.tensor.TestDevice;

/** Whole models as graphs of Deeplearning4j: they encode and decode to the same numbers. */
class Dl4jFilesTest {
  private static final int ROWS = 3;
  private static final int LATENTS = 4;
  private static final FeatureShape SHAPE = new FeatureShape(28, 28, 1);
  private static final String DENSE =
      """
      model:
        latent: {size: 4}
        encoder: [{dense: {units: 6, activation: tanh}}]
        decoder: [{dense: {units: 6, activation: tanh}}]
      """;
  private static final String MAPS =
      """
      model:
        latent: {size: 4}
        encoder: [{convolution: {channels: 3, stride: 4, activation: silu}}]
        decoder:
          - dense: {units: 98}
          - reshape: {height: 7, width: 7, channels: 2}
          - transposed-convolution: {channels: 3, stride: 4, kernel: 4, padding: 0, activation: elu}
      """;

  @ParameterizedTest
  @CsvSource({
    "bernoulli, threshold",
    "gaussian, none",
    "gaussian-optimal-sigma, none",
    "gaussian-per-value, none",
    "laplace, none",
    "student-t, none"
  })
  void encodesAndDecodesTheSame(String likelihood, String binarization) throws IOException {
    for (String networks : List.of(DENSE, MAPS)) {
      Vae vae = vae(networks + "  likelihood: " + likelihood + "\n", binarization);
      ComputationGraph encoder = read(new Dl4jModel(vae).encoder());
      ComputationGraph decoder = read(new Dl4jModel(vae).decoder());
      float[] images = random(ROWS * SHAPE.size());
      float[] mean = new float[ROWS * LATENTS];
      float[] logStddev = new float[ROWS * LATENTS];
      float[] restored = new float[images.length];
      try (VaeSession session = vae.open(TestDevice.CPU, ROWS)) {
        session.encode(images, ROWS, mean, logStddev);
        session.decode(mean, ROWS, restored);
      }
      INDArray[] posterior = encoder.output(rows(images));
      expectEqual(posterior[0], mean);
      expectEqual(posterior[1], logStddev);
      expectEqual(decoder.output(rows(mean))[0], restored);
    }
  }

  @Test
  void aClassIsAnInputOfItsOwn() throws IOException {
    Vae vae =
        vae(
            MAPS.replace("model:\n", "model:\n  classes: 3\n") + "  likelihood: bernoulli\n",
            "threshold, labels: true");
    float[] images = random(ROWS * SHAPE.size());
    float[] mean = new float[ROWS * LATENTS];
    float[] logStddev = new float[ROWS * LATENTS];
    float[] restored = new float[images.length];
    try (VaeSession session = vae.open(TestDevice.CPU, ROWS)) {
      session.classes(2, 0, 1);
      session.encode(images, ROWS, mean, logStddev);
      session.decode(mean, ROWS, restored);
    }
    INDArray classes = Nd4j.createFromArray(new float[][] {{0, 0, 1}, {1, 0, 0}, {0, 1, 0}});
    expectEqual(read(new Dl4jModel(vae).encoder()).output(rows(images), classes)[0], mean);
    expectEqual(read(new Dl4jModel(vae).decoder()).output(rows(mean), classes)[0], restored);
  }

  @Test
  void otherLikelihoodsGiveTheirHeads() {
    assertThat(
            new Dl4jModel(vae(DENSE + "  likelihood: discretized-logistic\n", "none"))
                .decoder()
                .notes())
        .containsExactly(
            "input z [n, 4]",
            "output likelihood.mean [n, 784]",
            "output likelihood.log-scale [n, 784]");
  }

  @Test
  void refusesWhatLiesBetweenTheNetworks() {
    refused(
        DENSE.replace(
            "{size: 4}",
            "{size: 4, above: [{size: 2, encoder: [dense: {units: 5}], decoder: [dense: {units: 6}]}]}"),
        "model.latent.above cannot be exported: the 2 levels of latent variables are drawn one"
            + " after another, in between networks; use the model as it is, from Java by"
            + " TrainedModel");
    refused(
        DENSE + "  posterior: inverse-autoregressive\n",
        "model.posterior.inverse-autoregressive cannot be exported: its flow from the encoder's"
            + " numbers to z is no network of layers; use the model as it is");
  }

  private static void refused(String model, String message) {
    Vae vae = vae(model + "  likelihood: bernoulli\n", "threshold");
    assertThatThrownBy(() -> new Dl4jModel(vae))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.BAD_DATA))
        .hasMessageContaining(message);
  }

  private static Vae vae(String model, String binarization) {
    String config = "data: {set: idx, path: ., binarization: " + binarization + "}\n" + model;
    Architecture architecture =
        new Architecture(
            ConfigReader.parse(config, "test", Path.of("."), List.of()).model(), SHAPE);
    float[] parameters = random(architecture.layout().size());
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] *= 0.2f;
    }
    return new Vae(architecture, parameters);
  }

  private static float[] random(int size) {
    Random random = new Random(size);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = 2 * random.nextFloat() - 1;
    }
    return values;
  }

  private static INDArray rows(float[] values) {
    return Nd4j.createFromArray(values).reshape(ROWS, values.length / ROWS);
  }

  private static ComputationGraph read(Dl4jExport export) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    export.write(file);
    return ModelSerializer.restoreComputationGraph(
        new ByteArrayInputStream(file.toByteArray()), false);
  }

  private static void expectEqual(INDArray theirs, float[] ours) {
    assertThat(theirs.dup('c').data().asFloat()).containsExactly(ours, within(2e-5f));
  }
}

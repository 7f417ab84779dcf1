package org.rdvae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.rdvae.distribution.BernoulliLikelihood;
import org.rdvae.network.Dl4jGraph;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.LayerSpec;
import org.rdvae.tensor.FiniteDifferences;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.TensorValues;
import org.rdvae.tensor.TestDevice;

/**
 * A whole autoencoder with a graph of Deeplearning4j as encoder and another as decoder: its
 * gradient is that of the loss in plain arithmetic, by finite differences in double. The plain
 * model has the same dense layers, their weights row by row; the graphs have them column by column
 * in the same places.
 */
class Dl4jGraphVaeTest {
  private static final int BATCH = 4;
  private static final double BETA = 0.3;
  private static final int ENCODED = 5;
  private static final int DECODED = 4;

  private final SmallModel plain = SmallModel.plainLayers();
  private final Architecture architecture =
      new Architecture(
          new ModelSettings(
              new ModelSettings.Latent(SmallModel.LATENTS),
              List.of(graph(ENCODED)),
              List.of(graph(DECODED)),
              new BernoulliLikelihood()),
          new FeatureShape(2, 3, 1));
  private final double[] images = SmallModel.images(BATCH);
  private final double[] noise = TensorValues.random(3, BATCH * SmallModel.LATENTS);

  private static LayerSpec graph(int units) {
    String json =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("in")
            .addLayer(
                "out",
                new DenseLayer.Builder().nOut(units).activation(Activation.TANH).build(),
                "in")
            .setOutputs("out")
            .build()
            .toJson();
    return new Dl4jGraph(Optional.empty(), Optional.of(json));
  }

  @Test
  void gradientEqualsDifferencesOfThePlainLoss() {
    assertThat(architecture.layout().size()).isEqualTo(plain.architecture().layout().size());
    double[] differences =
        FiniteDifferences.gradient(
            parameters -> plain.plain().loss(parameters, images, noise, BETA, 0),
            plain.parameters());
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT64)) {
      PlannedVae vae = PlannedSteps.elbo(kernels, architecture, BATCH, BETA, 0);
      TensorValues.write(vae.parameters().values(), byColumns(plain.parameters()));
      TensorValues.write(vae.images(), images);
      for (int step = 0; step < 2; step++) {
        FiniteDifferences.expectEqual(
            "gradient of step " + step, PlannedSteps.gradient(vae, noise), byColumns(differences));
      }
    }
  }

  @Test
  void sessionEncodesLikeThePlainModel() {
    PlainVae.Posterior posterior = plain.plain().encode(plain.parameters(), images);
    float[] parameters = SmallModel.floats(byColumns(plain.parameters()));
    float[] mean = new float[BATCH * SmallModel.LATENTS];
    float[] logStddev = new float[mean.length];
    try (VaeSession session = new VaeSession(TestDevice.CPU, architecture, parameters, 3)) {
      session.encode(SmallModel.floats(images), BATCH, mean, logStddev);
    }
    assertThat(TensorValues.doubles(mean)).containsExactly(posterior.mean(), within(1e-5));
    assertThat(TensorValues.doubles(logStddev))
        .containsExactly(posterior.logStddev(), within(1e-5));
  }

  private double[] byColumns(double[] values) {
    double[] result = values.clone();
    int encoder = plain.architecture().layout().offset("encoder.0.weight");
    int decoder = plain.architecture().layout().offset("decoder.0.weight");
    transpose(values, encoder, SmallModel.PIXELS, ENCODED, result);
    transpose(values, decoder, SmallModel.LATENTS, DECODED, result);
    return result;
  }

  private static void transpose(double[] values, int from, int rows, int columns, double[] result) {
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        result[from + column * rows + row] = values[from + row * columns + column];
      }
    }
  }
}

package org.rdvae.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.rdvae.network.Layers.batchNormalization;
import static org.rdvae.network.Layers.convolution;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.rdvae.base.Failure;
import org.rdvae.network.SmallNetwork.Use;
import org.rdvae.tensor.TensorValues;

/** Training by the batch's own mean and variance, everything else by the running ones. */
class BatchNormalizationTest {
  private static final int ROWS = 3;
  private static final FeatureShape SHAPE = new FeatureShape(2, 3, 4);
  private static final List<LayerSpec> LAYERS = List.of(batchNormalization(Activation.TANH));

  /** The settings of {@link Layers#batchNormalization}. */
  private static final double MOMENTUM = 0.25;

  private static final double EPSILON = 1e-3;

  @Test
  void normalizesByTheBatchInTraining() {
    try (SmallNetwork network = new SmallNetwork(ROWS, SHAPE, LAYERS)) {
      PlainMaps input = PlainMaps.of(SHAPE, network.input());
      PlainNormalization.Moments moments = PlainNormalization.ofBatch(input);
      double[] expected = normalized(network, moments.mean(), moments.variance());
      assertThat(network.output()).containsExactly(expected, within(1e-12));
    }
  }

  @Test
  void normalizesByTheRunningStatisticsInInference() {
    try (SmallNetwork network = new SmallNetwork(ROWS, SHAPE, LAYERS, Use.INFERENCE)) {
      double[] before = network.parameters();
      double[] expected =
          normalized(
              network,
              network.parameter("0.running-mean"),
              network.parameter("0.running-variance"));
      assertThat(network.output()).containsExactly(expected, within(1e-12));
      assertThat(network.parameters()).as("parameters after inference").isEqualTo(before);
    }
  }

  @Test
  void followsTheBatchesWithItsRunningStatistics() {
    try (SmallNetwork network = new SmallNetwork(ROWS, SHAPE, LAYERS)) {
      double[] parameters = network.parameters();
      double[] mean = network.parameter("0.running-mean");
      double[] variance = network.parameter("0.running-variance");
      int count = ROWS * SHAPE.places();
      for (int step = 0; step < 5; step++) {
        double[] batch = TensorValues.random(100 + step, ROWS * SHAPE.size());
        PlainNormalization.Moments moments = PlainNormalization.ofBatch(PlainMaps.of(SHAPE, batch));
        for (int i = 0; i < mean.length; i++) {
          double unbiased = moments.variance()[i] * count / (count - 1);
          mean[i] += MOMENTUM * (moments.mean()[i] - mean[i]);
          variance[i] += MOMENTUM * (unbiased - variance[i]);
        }
        network.lossAt(network.parameters(), batch);
        assertThat(network.parameter("0.running-mean"))
            .as("running mean after batch seeds 100 to %d", 100 + step)
            .containsExactly(mean, within(1e-12));
        assertThat(network.parameter("0.running-variance"))
            .as("running variance after batch seeds 100 to %d", 100 + step)
            .containsExactly(variance, within(1e-12));
      }
      int trained = network.layout().trained();
      assertThat(network.parameters()).startsWith(Arrays.copyOf(parameters, trained));
    }
  }

  /** The forward pass of one step counts the batch, its backward pass does not count it again. */
  @Test
  void countsABatchOnce() {
    try (SmallNetwork forward = new SmallNetwork(ROWS, SHAPE, LAYERS);
        SmallNetwork both = new SmallNetwork(ROWS, SHAPE, LAYERS)) {
      forward.loss();
      both.backward();
      assertThat(both.parameters()).isEqualTo(forward.parameters());
    }
  }

  @Test
  void statisticsLieBehindAllTrainedParametersAndHaveNoGradient() {
    List<LayerSpec> layers =
        List.of(batchNormalization(Activation.RELU), convolution(2), new Flatten());
    try (SmallNetwork network = new SmallNetwork(ROWS, SHAPE, layers)) {
      ParameterLayout layout = network.layout();
      int convolution = 3 * 3 * 4 * 2 + 2;
      assertThat(layout.trained()).isEqualTo(3 + 4 + 4 + convolution);
      assertThat(layout.size()).isEqualTo(layout.trained() + 8);
      assertThat(layout.offset("net.0.running-mean")).isEqualTo(layout.trained());
      assertThat(layout.offset("net.0.running-variance")).isEqualTo(layout.trained() + 4);
      assertThat(layout.parameters())
          .extracting(ParameterSpec::trained)
          .containsExactly(true, true, true, true, true, false, false);
      assertThat(network.tensors().gradients().columns()).isEqualTo(layout.trained());
      assertThat(network.tensors().gradient("net.0.running-mean")).isNull();
      assertThat(network.tensors().gradient("net.0.running-variance")).isNull();
    }
  }

  @Test
  void refusesToTrainOnOneValueOfEachChannel() {
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> new SmallNetwork(1, FeatureShape.flat(4), LAYERS).close())
        .withMessage(
            "training.batch: expected at least 2 for the batch normalisation net.0, whose features"
                + " have no places, found 1")
        .satisfies(e -> assertThat(e.kind()).isEqualTo(Failure.Kind.BAD_CONFIG));
    new SmallNetwork(1, FeatureShape.flat(4), LAYERS, Use.INFERENCE).close();
    new SmallNetwork(1, SHAPE, LAYERS).close();
  }

  private static double[] normalized(SmallNetwork network, double[] mean, double[] variance) {
    return PlainNormalization.batch(
            PlainMaps.of(SHAPE, network.input()),
            mean,
            variance,
            network.parameter("0.gain"),
            network.parameter("0.offset"),
            EPSILON)
        .activated(Activation.TANH)
        .values();
  }
}

package org.rdvae.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.rdvae.network.Layers.residual;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.network.SmallNetwork.Use;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.Tensor;
import org.rdvae.tensor.TensorValues;
import org.rdvae.tensor.TestDevice;

class DropoutTest {
  private static final int VALUES = 100_001;
  private static final FeatureShape SHAPE = new FeatureShape(3, 5, 7);

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.25, 0.5, 0.9, 0.99})
  void dropsTheStatedShareAndKeepsTheExpectation(double rate) {
    double[] mask = masks(1, rate, 0, 0)[0];
    int dropped = 0;
    for (double value : mask) {
      if (value != 0) {
        // The rate is rounded to a multiple of 1/65536.
        assertThat(value).isCloseTo(1 / (1 - rate), within(1e-3 / (1 - rate)));
      }
      dropped += value == 0 ? 1 : 0;
    }
    assertThat((double) dropped / VALUES)
        .as("share dropped of seed 1")
        .isCloseTo(rate, within(5 * Math.sqrt(rate * (1 - rate) / VALUES) + 0x1p-16));
  }

  @Test
  void neighboursAreDroppedIndependently() {
    double[] mask = masks(1, 0.5, 0, 0)[0];
    int both = 0;
    for (int i = 1; i < VALUES; i++) {
      both += mask[i] == 0 && mask[i - 1] == 0 ? 1 : 0;
    }
    assertThat(both / (VALUES - 1.0))
        .as("share of dropped pairs of seed 1")
        .isCloseTo(0.25, within(5 * Math.sqrt(0.25 * 0.75 / VALUES) * 1.5));
  }

  @Test
  void masksArePureFunctionsOfSeedEpochStepAndLayer() {
    double[][] masks = masks(1, 0.5, 3, 4);
    assertThat(masks(1, 0.5, 3, 4)).isDeepEqualTo(masks);
    assertThat(masks[1]).as("second layer").isNotEqualTo(masks[0]);
    assertThat(masks(2, 0.5, 3, 4)[0]).as("another seed").isNotEqualTo(masks[0]);
    assertThat(masks(1, 0.5, 2, 4)[0]).as("another epoch").isNotEqualTo(masks[0]);
    assertThat(masks(1, 0.5, 3, 5)[0]).as("another step").isNotEqualTo(masks[0]);
  }

  @Test
  void aResumedRunDrawsWhatTheUninterruptedOneWouldHave() {
    List<LayerSpec> layers = List.of(new Dropout(0.5), new Dropout(0.3));
    try (SmallNetwork whole = new SmallNetwork(2, SHAPE, layers);
        SmallNetwork resumed = new SmallNetwork(2, SHAPE, layers)) {
      for (int step = 0; step < 5; step++) {
        whole.masks().draw(1, step);
      }
      resumed.masks().draw(1, 4);
      assertThat(resumed.output()).isEqualTo(whole.output());
      whole.masks().draw(1, 5);
      assertThat(resumed.output()).isNotEqualTo(whole.output());
    }
  }

  @Test
  void multipliesValuesAndGradientsByTheSameMask() {
    try (SmallNetwork network = new SmallNetwork(2, SHAPE, List.of(new Dropout(0.4)))) {
      network.backward();
      double[] input = network.input();
      double[] output = network.output();
      double[] weights = network.outputWeights();
      double[] gradient = network.inputGradient();
      int dropped = 0;
      for (int i = 0; i < input.length; i++) {
        double mask = output[i] == 0 ? 0 : output[i] / input[i];
        assertThat(gradient[i]).isCloseTo(mask * weights[i], within(1e-12));
        dropped += mask == 0 ? 1 : 0;
      }
      assertThat(dropped).as("dropped of 210 with seed 7").isBetween(50, 120);
    }
  }

  @Test
  void doesNothingInInference() {
    List<LayerSpec> layers = List.of(new Dropout(0.9), residual(new Dropout(0.9)));
    try (SmallNetwork network = new SmallNetwork(2, SHAPE, layers, Use.INFERENCE)) {
      double[] doubled = network.input();
      for (int i = 0; i < doubled.length; i++) {
        doubled[i] *= 2;
      }
      assertThat(network.output()).isEqualTo(doubled);
    }
  }

  /** The masks of two layers. */
  private static double[][] masks(long seed, double rate, int epoch, int step) {
    try (Kernels kernels = TestDevice.CPU.kernels(Precision.FLOAT32)) {
      DropoutMasks masks = new DropoutMasks(seed);
      Tensor first = kernels.tensor(1, VALUES);
      Tensor second = kernels.tensor(1, VALUES);
      masks.add(first, rate);
      masks.add(second, rate);
      masks.draw(epoch, step);
      return new double[][] {TensorValues.read(first), TensorValues.read(second)};
    }
  }
}

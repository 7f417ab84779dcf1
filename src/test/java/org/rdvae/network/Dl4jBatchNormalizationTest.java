package org.rdvae.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rdvae.network.SmallNetwork.Use;

/** Batch normalisation computes what Deeplearning4j's computes. */
class Dl4jBatchNormalizationTest {
  private static final int ROWS = 3;
  private static final FeatureShape SHAPE = new FeatureShape(4, 3, 2);
  private static final List<LayerSpec> LAYERS =
      List.of(Layers.batchNormalization(Activation.IDENTITY));

  @Test
  void equalsDeeplearning4jInTraining() {
    try (SmallNetwork network = new SmallNetwork(ROWS, SHAPE, LAYERS)) {
      Dl4jLayer dl4j = dl4j(network);
      double[] mean = network.parameter("0.running-mean");
      double[] variance = network.parameter("0.running-variance");
      Dl4jLayer.expectEqual("output", dl4j.forward(network.input(), true), network.output());
      double[] newMean = network.parameter("0.running-mean");
      double[] newVariance = network.parameter("0.running-variance");

      double[] byInput = dl4j.backward(network.outputWeights(), SHAPE);
      network.backward();
      Dl4jLayer.expectEqual("input gradient", network.inputGradient(), byInput);
      Dl4jLayer.expectEqual("gain gradient", network.gradient("0.gain"), dl4j.gradient("gamma"));
      Dl4jLayer.expectEqual("offset gradient", network.gradient("0.offset"), dl4j.gradient("beta"));

      // Theirs are moved by the optimiser, and take the variance over n instead of n - 1.
      int count = ROWS * SHAPE.places();
      for (int i = 0; i < mean.length; i++) {
        double meanStep = -dl4j.gradient("mean").getDouble(i);
        double varianceStep = -dl4j.gradient("var").getDouble(i);
        double batchVariance = variance[i] + varianceStep / 0.25;
        assertThat(newMean[i]).isCloseTo(mean[i] + meanStep, within(1e-9));
        assertThat(newVariance[i])
            .isCloseTo(
                0.75 * variance[i] + 0.25 * batchVariance * count / (count - 1), within(1e-9));
      }
    }
  }

  @Test
  void equalsDeeplearning4jInInference() {
    try (SmallNetwork network = new SmallNetwork(ROWS, SHAPE, LAYERS, Use.INFERENCE)) {
      Dl4jLayer.expectEqual(
          "output", network.output(), dl4j(network).forward(network.input(), false));
    }
  }

  private static Dl4jLayer dl4j(SmallNetwork network) {
    Dl4jLayer dl4j =
        new Dl4jLayer(
            SHAPE,
            new org.deeplearning4j.nn.conf.layers.BatchNormalization.Builder()
                .eps(1e-3)
                .decay(0.75)
                .useLogStd(false)
                .build());
    dl4j.setRow("gamma", network.parameter("0.gain"));
    dl4j.setRow("beta", network.parameter("0.offset"));
    dl4j.setRow("mean", network.parameter("0.running-mean"));
    dl4j.setRow("var", network.parameter("0.running-variance"));
    return dl4j;
  }
}

package org.rdvae.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.rdvae.network.Layers.dense;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.rdvae.tensor.TensorValues;

/**
 * A planned network and one of Deeplearning4j with the same weights compute the same, forward and
 * backward. SiLU and GELU are left out: Deeplearning4j's are approximations, or turn into NaN for
 * large arguments.
 */
class Dl4jNetworkTest {
  private static final int ROWS = 4;
  private static final int INPUTS = 5;
  private static final int HIDDEN = 7;
  private static final int OUTPUTS = 3;

  /**
   * Deeplearning4j keeps the slope of its leaky rectifier in float32, which alone is an error of
   * 2e-10.
   */
  private static final double TOLERANCE = 2e-9;

  @ParameterizedTest
  @CsvSource({
    "IDENTITY, IDENTITY",
    "RELU, RELU",
    "LEAKY_RELU, LEAKYRELU",
    "ELU, ELU",
    "TANH, TANH",
    "SIGMOID, SIGMOID",
    "SOFTPLUS, SOFTPLUS"
  })
  void equalsDeeplearning4j(Activation ours, org.nd4j.linalg.activations.Activation theirs) {
    List<LayerSpec> layers = List.of(dense(HIDDEN, ours, false), dense(OUTPUTS, ours, false));
    try (SmallNetwork planned = new SmallNetwork(ROWS, FeatureShape.flat(INPUTS), layers)) {
      MultiLayerNetwork dl4j = dl4j(theirs);
      for (int layer = 0; layer < 2; layer++) {
        copy(planned, "net." + layer + ".weight", dl4j, layer + "_W");
        copy(planned, "net." + layer + ".bias", dl4j, layer + "_b");
      }

      dl4j.setInput(array(planned.input(), ROWS, INPUTS));
      List<INDArray> activations = dl4j.feedForward(true, false);
      expectEqual("output", planned.output(), activations.get(activations.size() - 1));

      Pair<Gradient, INDArray> gradients =
          dl4j.backpropGradient(array(planned.outputWeights(), ROWS, OUTPUTS), null);
      planned.backward();
      for (int layer = 0; layer < 2; layer++) {
        expectEqual(
            "weight gradient",
            TensorValues.read(planned.tensors().gradient("net." + layer + ".weight")),
            gradients.getFirst().getGradientFor(layer + "_W"));
        expectEqual(
            "bias gradient",
            TensorValues.read(planned.tensors().gradient("net." + layer + ".bias")),
            gradients.getFirst().getGradientFor(layer + "_b"));
      }
      expectEqual("input gradient", planned.inputGradient(), gradients.getSecond());
    }
  }

  private static MultiLayerNetwork dl4j(org.nd4j.linalg.activations.Activation activation) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .trainingWorkspaceMode(WorkspaceMode.NONE)
                .inferenceWorkspaceMode(WorkspaceMode.NONE)
                .list()
                .layer(
                    new DenseLayer.Builder()
                        .nIn(INPUTS)
                        .nOut(HIDDEN)
                        .activation(activation)
                        .build())
                .layer(
                    new DenseLayer.Builder()
                        .nIn(HIDDEN)
                        .nOut(OUTPUTS)
                        .activation(activation)
                        .build())
                .build());
    network.init();
    return network;
  }

  private static void copy(
      SmallNetwork planned, String name, MultiLayerNetwork dl4j, String theirName) {
    INDArray target = dl4j.getParam(theirName);
    target.assign(
        array(TensorValues.read(planned.tensors().value(name)), target.rows(), target.columns()));
  }

  private static INDArray array(double[] values, int rows, int columns) {
    return Nd4j.createFromArray(values).reshape('c', rows, columns);
  }

  private static void expectEqual(String label, double[] found, INDArray expected) {
    assertThat(found)
        .as(label)
        .containsExactly(expected.dup('c').data().asDouble(), within(TOLERANCE));
  }
}

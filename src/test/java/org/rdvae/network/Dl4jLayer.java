package org.rdvae.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One layer of Deeplearning4j in double. It takes feature maps channels first, so what goes in and
 * out is turned around here.
 */
final class Dl4jLayer {
  private final MultiLayerNetwork network;
  private final FeatureShape input;
  private Gradient gradients;

  Dl4jLayer(FeatureShape input, Layer layer) {
    this.input = input;
    network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .dataType(DataType.DOUBLE)
                .trainingWorkspaceMode(WorkspaceMode.NONE)
                .inferenceWorkspaceMode(WorkspaceMode.NONE)
                .list()
                .layer(layer)
                .setInputType(
                    InputType.convolutional(input.height(), input.width(), input.channels()))
                .build());
    network.init();
  }

  void setParameter(String name, INDArray values) {
    INDArray target = network.getParam("0_" + name);
    assertThat(values.shape()).as("shape of our %s", name).isEqualTo(target.shape());
    target.assign(values);
  }

  void setRow(String name, double[] values) {
    setParameter(name, Nd4j.createFromArray(values));
  }

  double[] forward(double[] values, boolean training) {
    network.setInput(channelsFirst(values, input));
    List<INDArray> activations = network.feedForward(training, false);
    return channelsLast(activations.get(activations.size() - 1));
  }

  /** The gradient by the input, after {@link #forward} in training. */
  double[] backward(double[] outputGradient, FeatureShape output) {
    Pair<Gradient, INDArray> pair =
        network.backpropGradient(channelsFirst(outputGradient, output), null);
    gradients = pair.getFirst();
    return channelsLast(pair.getSecond());
  }

  INDArray gradient(String name) {
    return gradients.getGradientFor("0_" + name);
  }

  /** An array with the axes in another order: axis i of the result is axis order[i]. */
  static INDArray permuted(double[] values, long[] shape, int... order) {
    return Nd4j.createFromArray(values).reshape('c', shape).permute(order).dup('c');
  }

  private static INDArray channelsFirst(double[] values, FeatureShape shape) {
    long examples = values.length / shape.size();
    return permuted(
        values, new long[] {examples, shape.height(), shape.width(), shape.channels()}, 0, 3, 1, 2);
  }

  private static double[] channelsLast(INDArray maps) {
    return maps.permute(0, 2, 3, 1).dup('c').data().asDouble();
  }

  static void expectEqual(String label, double[] found, double[] expected) {
    assertThat(found).as(label).containsExactly(expected, within(1e-9));
  }

  static void expectEqual(String label, double[] found, INDArray expected) {
    expectEqual(label, found, expected.dup('c').data().asDouble());
  }
}

package org.rdvae.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.rdvae.base.Failure;
import org.rdvae.tensor.Kernels;
import org.rdvae.tensor.Precision;
import org.rdvae.tensor.Tensor;
import org.rdvae.tensor.TensorValues;
import org.rdvae.tensor.TestDevice;

/** What a graph computes equals planned layers, and Deeplearning4j's own passes. */
class Dl4jGraphForwardTest {
  private static final int ROWS = 3;
  private static final FeatureShape IMAGE = new FeatureShape(5, 4, 2);

  private record Result(double[] output, double[] byParameters, double[] byInput) {}

  /** Both begin with the weights, ours row by row, theirs column by column. */
  @ParameterizedTest
  @EnumSource
  void equalsPlannedDenseLayers(Precision precision) {
    double[] ours = TensorValues.random(4, 5 * 4 + 4 + 4 * 3 + 3);
    double[] theirs = transposedWeights(ours);
    Result planned =
        run(
            precision,
            FeatureShape.flat(5),
            ours,
            Layers.dense(4),
            Layers.dense(3, org.rdvae.network.Activation.SIGMOID, false));
    Result graph =
        run(
            precision,
            FeatureShape.flat(5),
            theirs,
            Dl4jGraphExamples.chain(
                new DenseLayer.Builder().nOut(4).build(),
                new DenseLayer.Builder().nOut(3).activation(Activation.SIGMOID).build()));
    double tolerance = 100 * TensorValues.epsilon(precision);
    assertThat(graph.output).containsExactly(planned.output, within(tolerance));
    assertThat(graph.byInput).containsExactly(planned.byInput, within(tolerance));
    assertThat(graph.byParameters)
        .containsExactly(transposedWeights(planned.byParameters), within(tolerance));
  }

  private static double[] transposedWeights(double[] parameters) {
    return DoubleStream.concat(
            DoubleStream.concat(transposed(parameters, 0, 5, 4), Arrays.stream(parameters, 20, 24)),
            DoubleStream.concat(
                transposed(parameters, 24, 4, 3), Arrays.stream(parameters, 36, 39)))
        .toArray();
  }

  private static DoubleStream transposed(double[] values, int from, int rows, int columns) {
    double[] result = new double[rows * columns];
    for (int i = 0; i < result.length; i++) {
      result[i] = values[from + i % rows * columns + i / rows];
    }
    return Arrays.stream(result);
  }

  private static Result run(
      Precision precision, FeatureShape shape, double[] parameters, LayerSpec... layers) {
    try (Kernels kernels = TestDevice.CPU.kernels(precision)) {
      NetworkSpec spec = new NetworkSpec("net", shape, List.of(layers));
      ParameterTensors tensors =
          new ParameterTensors(kernels, new ParameterLayout(spec.parameters()), true);
      TensorValues.write(tensors.values(), parameters);
      int inputs = ROWS * shape.size();
      Tensor input =
          TensorValues.tensor(kernels, ROWS, shape.size(), TensorValues.random(5, inputs));
      Tensor byInput = kernels.tensor(ROWS, shape.size());
      PlannedNetwork network =
          new PlannedNetwork(kernels, spec, tensors, input, byInput, new DropoutMasks(1));
      network.forward();
      double[] output = TensorValues.read(network.output());
      TensorValues.write(network.outputGradient(), TensorValues.random(6, output.length));
      network.backward();
      return new Result(output, TensorValues.read(tensors.gradients()), TensorValues.read(byInput));
    }
  }

  @Test
  void equalsDeeplearning4jsOwnPassesOnImages() {
    ComputationGraphConfiguration configuration = images(CNN2DFormat.NCHW, "b");
    try (SmallNetwork planned =
        new SmallNetwork(ROWS, IMAGE, List.of(Dl4jGraphExamples.of(configuration)))) {
      ComputationGraph theirs = initialised(configuration, planned.parameter("0.parameters"));
      INDArray input = channelsFirst(planned.input(), IMAGE);
      INDArray output = theirs.feedForward(new INDArray[] {input}, true, false).get("b");
      FeatureShape shape = planned.spec().output();
      assertThat(shape).isEqualTo(new FeatureShape(4, 3, 3));
      assertThat(channelsFirst(planned.output(), shape)).isEqualTo(output);
      INDArray gradient =
          theirs.backpropGradient(channelsFirst(planned.outputWeights(), shape)).gradient();
      planned.backward();
      assertThat(planned.gradient("0.parameters")).isEqualTo(gradient.data().asDouble());
    }
  }

  @Test
  void equalsDeeplearning4jsOwnOutputBehindAFlattenedImage() {
    ComputationGraphConfiguration configuration = images(CNN2DFormat.NCHW, "c");
    try (SmallNetwork planned =
        new SmallNetwork(
            ROWS,
            IMAGE,
            List.of(Dl4jGraphExamples.of(configuration)),
            SmallNetwork.Use.INFERENCE)) {
      ComputationGraph theirs = initialised(configuration, planned.parameter("0.parameters"));
      INDArray output = theirs.outputSingle(channelsFirst(planned.input(), IMAGE));
      assertThat(planned.output()).isEqualTo(output.dup('c').data().asDouble());
    }
  }

  /** Weights lie alike in both, so a chain of convolutions is the same function of our rows. */
  @Test
  void isTheSameWithImagesInTheOtherFormat() {
    try (SmallNetwork first = network(CNN2DFormat.NCHW);
        SmallNetwork last = network(CNN2DFormat.NHWC)) {
      assertThat(last.output()).containsExactly(first.output(), within(1e-12));
      first.backward();
      last.backward();
      assertThat(last.inputGradient()).containsExactly(first.inputGradient(), within(1e-12));
      assertThat(last.parameterGradient())
          .containsExactly(first.parameterGradient(), within(1e-12));
    }
  }

  private static SmallNetwork network(CNN2DFormat format) {
    return new SmallNetwork(ROWS, IMAGE, List.of(Dl4jGraphExamples.of(images(format, "b"))));
  }

  private static ComputationGraphConfiguration images(CNN2DFormat format, String output) {
    ComputationGraphConfiguration.GraphBuilder builder =
        Dl4jGraphExamples.builder()
            .addLayer("a", new ConvolutionLayer.Builder(2, 2).nOut(2).build(), "in")
            .addLayer("b", new ConvolutionLayer.Builder(1, 1).nOut(3).build(), "a");
    if (output.equals("c")) {
      builder.addLayer("c", new DenseLayer.Builder().nOut(4).build(), "b");
    }
    return builder
        .setOutputs(output)
        .setInputTypes(InputType.convolutional(5, 4, 2, format))
        .build();
  }

  private static ComputationGraph initialised(
      ComputationGraphConfiguration configuration, double[] parameters) {
    ComputationGraphConfiguration own = configuration.clone();
    own.setDataType(DataType.DOUBLE);
    own.setTrainingWorkspaceMode(WorkspaceMode.NONE);
    own.setInferenceWorkspaceMode(WorkspaceMode.NONE);
    ComputationGraph graph = new ComputationGraph(own);
    graph.init(Nd4j.createFromArray(parameters).reshape(1, parameters.length), true);
    return graph;
  }

  private static INDArray channelsFirst(double[] rows, FeatureShape shape) {
    return Nd4j.createFromArray(rows)
        .reshape('c', ROWS, shape.height(), shape.width(), shape.channels())
        .permute(0, 3, 1, 2)
        .dup('c');
  }

  /** For inference, Deeplearning4j's activation layer writes over its input. */
  @Test
  void isTheSameForInferenceAndLeavesItsInputAlone() {
    Dl4jGraph graph =
        Dl4jGraphExamples.of(
            builder ->
                builder
                    .addLayer("a", new ActivationLayer(Activation.RELU), "in")
                    .addVertex("b", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a", "in")
                    .addVertex("c", new MergeVertex(), "b", "in")
                    .setOutputs("c"));
    FeatureShape shape = FeatureShape.flat(3);
    try (SmallNetwork training = new SmallNetwork(ROWS, shape, List.of(graph));
        SmallNetwork inference =
            new SmallNetwork(ROWS, shape, List.of(graph), SmallNetwork.Use.INFERENCE)) {
      double[] input = inference.input();
      double[] output = inference.output();
      assertThat(output).isEqualTo(training.output());
      assertThat(inference.input()).isEqualTo(input);
      assertThat(output[0]).isEqualTo(Math.max(input[0], 0) + input[0]);
      assertThat(inference.output()).isEqualTo(output);
    }
  }

  @Test
  void keepsItsMemoryToItselfBetweenThePasses() {
    Dl4jGraph graph = Dl4jGraphExamples.chain(new DenseLayer.Builder().nOut(2).build());
    try (SmallNetwork one = new SmallNetwork(ROWS, FeatureShape.flat(3), List.of(graph));
        SmallNetwork other = new SmallNetwork(ROWS, FeatureShape.flat(3), List.of(graph))) {
      one.backward();
      double[] gradient = one.parameterGradient();
      one.network().forward();
      assertThat(Nd4j.getMemoryManager().getCurrentWorkspace()).isNull();
      other.backward();
      other.network().forward();
      TensorValues.write(one.network().outputGradient(), one.outputWeights());
      one.network().backward();
      assertThat(one.parameterGradient()).isEqualTo(gradient);
      assertThat(Nd4j.getMemoryManager().getCurrentWorkspace()).isNull();
    }
  }

  @Test
  void leavesNd4jsDefaultTypeAlone() {
    DataType before = Nd4j.dataType();
    Dl4jGraph graph = Dl4jGraphExamples.chain(new DenseLayer.Builder().nOut(2).build());
    try (SmallNetwork network = new SmallNetwork(ROWS, FeatureShape.flat(3), List.of(graph))) {
      network.backward();
      assertThat(Nd4j.dataType()).isEqualTo(before);
    }
  }

  /** Deeplearning4j believes a reshape vertex that turns one example into two. */
  @Test
  void refusesAnOutputOfAnotherShapeThanItWasTold() {
    Dl4jGraph graph =
        Dl4jGraphExamples.of(
            builder -> builder.addVertex("a", new ReshapeVertex(-1, 6), "in").setOutputs("a"));
    try (SmallNetwork network = new SmallNetwork(ROWS, FeatureShape.flat(12), List.of(graph))) {
      assertThatThrownBy(network::output)
          .isInstanceOf(Failure.class)
          .hasMessage(
              "net.0: Deeplearning4j cannot compute this graph: an output of shape [3, 6] became"
                  + " one of [6, 6]");
      assertThat(Nd4j.getMemoryManager().getCurrentWorkspace()).isNull();
    }
  }
}

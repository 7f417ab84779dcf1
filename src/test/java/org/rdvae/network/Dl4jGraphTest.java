package org.rdvae.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.rdvae.base.Failure;
import org.rdvae.network.ParameterSpec.Start;
import org.rdvae.tensor.TestDevice;

class Dl4jGraphTest {
  private static final Path FILE = Path.of("folder", "my-encoder.json");

  private static String json() {
    return Dl4jGraphExamples.builder()
        .addLayer("a", new DenseLayer.Builder().nIn(3).nOut(2).build(), "in")
        .setOutputs("a")
        .build()
        .toJson();
  }

  private static Dl4jGraph fromFile(String text) {
    return new Dl4jGraph(Optional.of(FILE), Optional.empty()).selfContained(path -> text);
  }

  @Test
  void holdsTheTextOfItsFileAfterwardsAndStaysTheSame() {
    List<Path> read = new ArrayList<>();
    Dl4jGraph graph =
        new Dl4jGraph(Optional.of(FILE), Optional.empty())
            .selfContained(
                path -> {
                  read.add(path);
                  return json();
                });
    assertThat(read).containsExactly(FILE);
    assertThat(graph.file()).isEmpty();
    assertThat(graph.json()).contains(Dl4jGraphJson.checked(json()));
    assertThat(
            graph.selfContained(
                path -> {
                  throw new AssertionError("reads " + path);
                }))
        .isEqualTo(graph);
  }

  @Test
  void refusesBothAFileAndATextAndNeither() {
    assertThatThrownBy(
            () ->
                new Dl4jGraph(Optional.of(FILE), Optional.of(json())).selfContained(path -> json()))
        .isInstanceOf(Failure.class)
        .hasMessage("expected one of file and json, found both");
    assertThatThrownBy(
            () -> new Dl4jGraph(Optional.empty(), Optional.empty()).selfContained(path -> json()))
        .isInstanceOf(Failure.class)
        .hasMessage("expected one of file and json, found neither");
  }

  @Test
  void namesTheFileOfABadConfiguration() {
    assertThatThrownBy(() -> fromFile("{}"))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith(FILE + ": vertices: expected the vertices of a ComputationGraph");
  }

  @Test
  void saysWhatDeeplearning4jDoesNotUnderstand() {
    Dl4jGraph graph = fromFile(json().replace("\"nout\" : 2", "\"nout\" : \"many\""));
    assertThatThrownBy(() -> graph.outputShape(FeatureShape.flat(3)))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith(
            "expected a ComputationGraph's configuration, found one that Deeplearning4j refuses:"
                + " Cannot deserialize")
        .hasMessageNotContaining("\n");
    Dl4jGraph unconnected =
        fromFile(json().replace("\"a\" : [ \"in\" ]", "\"a\" : [ \"nowhere\" ]"));
    assertThatThrownBy(() -> unconnected.outputShape(FeatureShape.flat(3)))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "expected a ComputationGraph's configuration, found one that Deeplearning4j refuses:"
                + " Invalid configuration: Vertex \"a\" has input \"nowhere\" that does not exist");
  }

  @Test
  void tellsItsOutputsShape() {
    FeatureShape image = new FeatureShape(6, 4, 3);
    assertThat(fromFile(json()).outputShape(FeatureShape.flat(3))).isEqualTo(FeatureShape.flat(2));
    assertThat(
            Dl4jGraphExamples.chain(new ConvolutionLayer.Builder(2, 2).nOut(5).build())
                .outputShape(image))
        .isEqualTo(new FeatureShape(5, 3, 5));
    assertThat(Dl4jGraphExamples.chain(new DenseLayer.Builder().nOut(7).build()).outputShape(image))
        .isEqualTo(FeatureShape.flat(7));
  }

  /** As a decoder may begin. */
  @Test
  void makesAnImageOfFlatFeatures() {
    Dl4jGraph graph =
        Dl4jGraphExamples.of(
            builder ->
                builder
                    .addLayer(
                        "a",
                        new Deconvolution2D.Builder(2, 2).stride(2, 2).nOut(3).build(),
                        new FeedForwardToCnnPreProcessor(2, 1, 4),
                        "in")
                    .setOutputs("a"));
    assertThat(graph.outputShape(FeatureShape.flat(8))).isEqualTo(new FeatureShape(4, 2, 3));
    GradientCheck.expectDifferences(2, FeatureShape.flat(8), graph);
  }

  @Test
  void refusesFeaturesOfAnotherNumberThanItsLayersTake() {
    assertThatThrownBy(() -> fromFile(json()).outputShape(FeatureShape.flat(4)))
        .isInstanceOf(ImpossibleShape.class)
        .hasMessage(
            "expected features of which 3 values or channels reach the graph's vertex a (its nIn),"
                + " not 4, found features [4]");
  }

  @Test
  void refusesFlatFeaturesForAConvolution() {
    assertThatThrownBy(
            () ->
                Dl4jGraphExamples.chain(new ConvolutionLayer.Builder(2, 2).nOut(5).build())
                    .outputShape(FeatureShape.flat(9)))
        .isInstanceOf(ImpossibleShape.class)
        .hasMessageStartingWith("expected features that the graph can take (Deeplearning4j: ")
        .hasMessageEndingWith("), found features [9]")
        .hasMessageNotContaining("\n");
  }

  @Test
  void refusesAnImageThatIsTooSmallForItsWindows() {
    assertThatThrownBy(
            () ->
                Dl4jGraphExamples.chain(new ConvolutionLayer.Builder(3, 3).nOut(5).build())
                    .outputShape(new FeatureShape(2, 2, 1)))
        .isInstanceOf(ImpossibleShape.class)
        .hasMessageEndingWith("), found features [2, 2, 1]");
  }

  @Test
  void refusesAnImageWhoseSizeDeeplearning4jGetsWrong() {
    assertThatThrownBy(
            () ->
                Dl4jGraphExamples.of(
                        builder ->
                            builder.addVertex("a", new SubsetVertex(0, 1), "in").setOutputs("a"))
                    .outputShape(new FeatureShape(2, 2, 3)))
        .isInstanceOf(ImpossibleShape.class)
        .hasMessageStartingWith("expected a graph that makes flat features or images, not ");
  }

  @Test
  void refusesBothFormatsOfImages() {
    Dl4jGraph graph =
        Dl4jGraphExamples.chain(
            new ConvolutionLayer.Builder(1, 1).nOut(2).dataFormat(CNN2DFormat.NCHW).build(),
            new ConvolutionLayer.Builder(1, 1).nOut(2).dataFormat(CNN2DFormat.NHWC).build());
    assertThatThrownBy(() -> graph.outputShape(new FeatureShape(2, 2, 3)))
        .isInstanceOf(Failure.class)
        .hasMessage("expected one image format in the whole graph, found both NCHW and NHWC");
  }

  @Test
  void hasOneVectorOfParameters() {
    List<ParameterSpec> parameters = fromFile(json()).parameters("encoder.0", FeatureShape.flat(3));
    assertThat(parameters).hasSize(1);
    assertThat(parameters.get(0).name()).isEqualTo("encoder.0.parameters");
    assertThat(parameters.get(0).shape()).containsExactly(1, 8);
    assertThat(parameters.get(0).trained()).isTrue();
  }

  @Test
  void startsAsDeeplearning4jDoesFromTheGivenBits() {
    assertThat(TestDevice.CPU).isNotNull();
    Start.Given start =
        (Start.Given) fromFile(json()).parameters("a", FeatureShape.flat(3)).get(0).start();
    ComputationGraphConfiguration theirs = ComputationGraphConfiguration.fromJson(json());
    theirs.getDefaultConfiguration().setSeed(12345);
    ComputationGraph graph = new ComputationGraph(theirs);
    graph.init();
    assertThat(start.values().apply(12345)).isEqualTo(graph.params().data().asFloat());
    // ND4J would take the clock for 0.
    assertThat(start.values().apply(0)).isEqualTo(start.values().apply(0));
    assertThat(start.values().apply(-1)).isNotEqualTo(start.values().apply(1));
  }

  @Test
  void startsFromTheJobsSeedWithOtherValuesAtEveryPlace() {
    assertThat(TestDevice.CPU).isNotNull();
    Dl4jGraph graph = Dl4jGraphExamples.chain(new DenseLayer.Builder().nIn(3).nOut(3).build());
    ParameterLayout layout =
        new ParameterLayout(
            new NetworkSpec("net", FeatureShape.flat(3), List.of(graph, graph)).parameters());
    float[] values = Initializer.initialValues(layout, 1);
    assertThat(Initializer.initialValues(layout, 1)).isEqualTo(values);
    assertThat(Initializer.initialValues(layout, 2)).isNotEqualTo(values);
    assertThat(Arrays.copyOfRange(values, 0, 9)).doesNotContain(0);
    assertThat(Arrays.copyOfRange(values, 12, 21)).doesNotContain(Arrays.copyOfRange(values, 0, 9));
  }

  /** A checkpoint made on one machine is read on another. */
  @Test
  void doesNotBelieveAnOrderOfVerticesThatTheFileGives() {
    ComputationGraphConfiguration used =
        Dl4jGraphExamples.builder()
            .addLayer("a", new DenseLayer.Builder().nIn(3).nOut(2).build(), "in")
            .addLayer("b", new DenseLayer.Builder().nIn(2).nOut(2).build(), "a")
            .setOutputs("b")
            .setInputTypes(InputType.feedForward(3))
            .build();
    new ComputationGraph(used).init();
    assertThat(used.getTopologicalOrder()).containsExactly(0, 1, 2);
    used.setTopologicalOrder(new int[] {2, 1, 0});
    used.setTopologicalOrderStr(List.of("b", "a", "in"));
    used.setDataType(DataType.FLOAT16);
    GradientCheck.expectDifferences(2, FeatureShape.flat(3), Dl4jGraphExamples.of(used));
  }
}

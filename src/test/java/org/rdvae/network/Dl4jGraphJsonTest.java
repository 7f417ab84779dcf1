package org.rdvae.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.NonNegativeConstraint;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.rdvae.base.Failure;

class Dl4jGraphJsonTest {
  private static final String LAYER = "vertices.a.layerConf.layer";

  /** Told by nobody but the class loader. */
  private static boolean hostileClassWasLoaded;

  /** Stands for a class whose mere loading does harm. */
  static final class Hostile extends org.deeplearning4j.nn.conf.layers.ActivationLayer {
    private static final long serialVersionUID = 1L;

    static {
      hostileClassWasLoaded = true;
    }
  }

  private static DenseLayer.Builder dense() {
    return new DenseLayer.Builder().nIn(3).nOut(2);
  }

  private static String json(Layer layer) {
    return Dl4jGraphExamples.builder().addLayer("a", layer, "in").setOutputs("a").build().toJson();
  }

  private static String json() {
    return json(dense().build());
  }

  private static String with(UnaryOperator<String> change) {
    String changed = change.apply(json());
    assertThat(changed).isNotEqualTo(json());
    return changed;
  }

  private static void expectRefusal(String json, String message) {
    assertThatThrownBy(() -> Dl4jGraphJson.checked(json))
        .isInstanceOf(Failure.class)
        .hasMessage(message)
        .extracting(e -> ((Failure) e).kind())
        .isEqualTo(Failure.Kind.BAD_CONFIG);
  }

  private static void expectRefusalBeginning(String json, String beginning, String end) {
    assertThatThrownBy(() -> Dl4jGraphJson.checked(json))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith(beginning)
        .hasMessageEndingWith(end);
  }

  @Test
  void leavesOutSpacesAndChangesNothingASecondTime() {
    String compact = Dl4jGraphJson.checked(json());
    assertThat(compact).doesNotContain("\n").startsWith("{\"backpropType\":\"Standard\"");
    assertThat(Dl4jGraphJson.checked(compact)).isEqualTo(compact);
    assertThat(ComputationGraphConfiguration.fromJson(compact))
        .isEqualTo(ComputationGraphConfiguration.fromJson(json()));
  }

  /** The job has an optimiser of its own. */
  @Test
  void ignoresUpdatersAndTheirSchedules() {
    Adam adam = new Adam(new ExponentialSchedule(ScheduleType.EPOCH, 0.1, 0.9));
    assertThat(Dl4jGraphJson.checked(json(dense().updater(adam).build())))
        .contains("ExponentialSchedule");
  }

  @Test
  void refusesAClassThatIsNotDeeplearning4jsWithoutLoadingIt() {
    String name = "org.rdvae.network.Dl4jGraphJsonTest$Hostile";
    String hostile =
        with(json -> json.replace("org.deeplearning4j.nn.conf.layers.DenseLayer", name));
    expectRefusal(
        hostile,
        LAYER
            + ".@class: expected a class that can be used here, found "
            + name
            + "; only Deeplearning4j's own classes may be named, no custom ones");
    assertThatThrownBy(() -> Dl4jGraphExamples.ofJson(hostile).outputShape(FeatureShape.flat(3)))
        .isInstanceOf(Failure.class);
    assertThat(hostileClassWasLoaded).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "com.evil.Layer | only Deeplearning4j's own classes may be named, no custom ones",
        "org.deeplearning4j.nn.conf.layers.samediff.SameDiffLambdaLayer | SameDiff and lambda"
            + " layers are code, not configuration",
        "org.deeplearning4j.nn.conf.layers.LSTM | sequences have no place in a model of images or"
            + " rows of features",
        "org.deeplearning4j.nn.conf.layers.Convolution3D | only images are convolved",
        "org.deeplearning4j.nn.conf.layers.AutoEncoder | it is none of the classes that work here"
            + " as one layer",
        "org.deeplearning4j.nn.conf.layers.convolutional.DenseLayer | it is none of the classes"
            + " that work here as one layer",
        "DenseLayer | only Deeplearning4j's own classes may be named, no custom ones",
        "'' | only Deeplearning4j's own classes may be named, no custom ones",
      })
  void refusesOtherLayersWithAReason(String name, String reason) {
    String changed =
        with(json -> json.replace("org.deeplearning4j.nn.conf.layers.DenseLayer", name));
    expectRefusal(
        changed,
        LAYER + ".@class: expected a class that can be used here, found " + name + "; " + reason);
  }

  /** Distributions have their class under another name. */
  @Test
  void refusesAClassUnderTypeToo() {
    String name = "org.deeplearning4j.nn.weights.WeightInitXavier";
    String changed =
        with(
            json ->
                json.replace(
                    "\"" + name + "\"",
                    "\"org.deeplearning4j.nn.weights.WeightInitDistribution\", \"distribution\" :"
                        + " {\"type\" : \"com.evil.Distribution\"}"));
    expectRefusal(
        changed,
        LAYER
            + ".weightInitFn.distribution.type: expected a class that can be used here, found"
            + " com.evil.Distribution; only Deeplearning4j's own classes may be named, no custom"
            + " ones");
  }

  /** One parser would take the first of them, another the last. */
  @Test
  void refusesAPropertyGivenTwice() {
    expectRefusalBeginning(
        with(json -> json.replaceFirst("\"@class\"", "\"@class\" : \"com.evil.A\", \"@class\"")),
        "line ",
        "Duplicate Object property \"@class\"");
  }

  @Test
  void refusesOutputLayers() {
    expectRefusalBeginning(
        json(new OutputLayer.Builder().nIn(3).nOut(2).activation(Activation.SOFTMAX).build()),
        LAYER + ".@class: expected a class that can be used here, found org.deeplearning4j.nn.conf",
        "layers.OutputLayer; an output layer brings a loss of its own; let the graph end in an"
            + " ordinary layer, the model's heads and likelihood follow");
  }

  @Test
  void refusesLayersThatKeepMoreThanTrainedParameters() {
    expectRefusalBeginning(
        json(new BatchNormalization.Builder().nIn(3).nOut(3).build()),
        LAYER + ".@class: expected",
        "BatchNormalization; Deeplearning4j keeps its running statistics among the trained"
            + " parameters; put the layer batch-normalization between two graphs");
    expectRefusalBeginning(
        json(new FrozenLayer(dense().build())),
        LAYER + ".@class: expected",
        "misc.FrozenLayer; all its parameters would be trained");
  }

  @Test
  void refusesWhateverDrawsRandomNumbers() {
    String reason =
        "; its random numbers could not be repeated by a resumed run; put the layer dropout between"
            + " two graphs";
    expectRefusalBeginning(
        json(new DropoutLayer.Builder(0.5).build()),
        LAYER + ".@class: expected a class that can be used here",
        "layers.DropoutLayer" + reason);
    expectRefusalBeginning(
        json(dense().dropOut(new Dropout(0.5)).build()),
        LAYER + ".idropout: expected nothing, found {\"@class\":\"org.deeplearning4j",
        reason);
    expectRefusalBeginning(
        json(dense().weightNoise(new DropConnect(0.5)).build()),
        LAYER + ".weightNoise: expected nothing, found {",
        reason);
    expectRefusalBeginning(
        json(dense().activation(Activation.RRELU).build()),
        LAYER + ".activationFn.@class: expected",
        "ActivationRReLU; its random numbers could not be repeated by a resumed run");
  }

  @Test
  void refusesWhatTheOptimiserWouldNotDo() {
    String decay =
        "; weight decay is a setting of training.optimizer, for all parameters of the job";
    expectRefusalBeginning(
        json(dense().l2(0.1).build()),
        LAYER + ".regularization: expected nothing, found [{",
        decay);
    expectRefusalBeginning(
        json(dense().l1Bias(0.1).build()), LAYER + ".regularizationBias: expected", decay);
    expectRefusalBeginning(
        json(dense().constrainWeights(new NonNegativeConstraint()).build()),
        LAYER + ".constraints: expected nothing",
        "; the job's optimiser knows no constraints");
    expectRefusal(
        json(
            dense()
                .gradientNormalization(GradientNormalization.ClipElementWiseAbsoluteValue)
                .build()),
        LAYER
            + ".gradientNormalization: expected nothing, found \"ClipElementWiseAbsoluteValue\";"
            + " the job has training.clip-norm for that");
    expectRefusal(
        with(json -> json.replace("\"nin\"", "\"l2\" : 0.01, \"nin\"")),
        LAYER + ".l2: expected nothing, found 0.01" + decay);
  }

  @Test
  void refusesASequenceReader() {
    expectRefusalBeginning(
        json(new LSTM.Builder().nIn(3).nOut(2).build()),
        LAYER + ".@class: expected a class that can be used here, found",
        "layers.LSTM; sequences have no place in a model of images or rows of features");
  }

  @Test
  void refusesMoreOrFewerThanOneInputAndOutput() {
    String twoInputs =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("x", "y")
            .addVertex("both", new MergeVertex(), "x", "y")
            .setOutputs("both")
            .build()
            .toJson();
    expectRefusal(
        twoInputs,
        "networkInputs: expected one input, found [\"x\",\"y\"]; a layer reads one tensor and makes"
            + " one");
    String twoOutputs =
        Dl4jGraphExamples.builder()
            .addLayer("a", dense().build(), "in")
            .addLayer("b", dense().build(), "in")
            .setOutputs("a", "b")
            .build()
            .toJson();
    expectRefusal(
        twoOutputs,
        "networkOutputs: expected one output, found [\"a\",\"b\"]; a layer reads one tensor and"
            + " makes one");
    expectRefusal(
        with(json -> json.replaceFirst("\"networkOutputs\" : \\[[^]]*],", "")),
        "networkOutputs: expected one output, found nothing; a layer reads one tensor and makes"
            + " one");
  }

  @Test
  void refusesAnotherKindOfConfiguration() {
    String layers =
        new NeuralNetConfiguration.Builder().list().layer(dense().build()).build().toJson();
    expectRefusal(
        layers,
        "confs: expected the vertices of a ComputationGraph, found the layers of a"
            + " MultiLayerNetwork; its toComputationGraph() converts it");
    expectRefusal(
        "{}",
        "vertices: expected the vertices of a ComputationGraph by their names, found nothing;"
            + " toJson() of its configuration writes them");
    expectRefusal(
        "[]",
        "vertices: expected the vertices of a ComputationGraph by their names, found nothing;"
            + " toJson() of its configuration writes them");
  }

  /** Deeplearning4j still reads it, with names in place of classes, which would pass no check. */
  @Test
  void refusesTheFormBefore100beta() {
    String vertex = "\"@class\" : \"org.deeplearning4j.nn.conf.graph.LayerVertex\",";
    expectRefusalBeginning(
        with(json -> json.replace(vertex, "")),
        "vertices.a: expected an object that names its class under @class, found {",
        "; Deeplearning4j writes it so since 1.0.0-beta");
    expectRefusalBeginning(
        with(
            json ->
                json.replace("\"@class\" : \"org.deeplearning4j.nn.conf.layers.DenseLayer\",", "")),
        LAYER + ": expected an object that names its class under @class, found {",
        "; Deeplearning4j writes it so since 1.0.0-beta");
  }

  @Test
  void refusesAVertexThatReadsNothing() {
    expectRefusal(
        with(json -> json.replace("\"a\" : [ \"in\" ]", "\"b\" : [ \"in\" ]")),
        "vertexInputs.a: expected the names of what this vertex reads, found nothing; every vertex"
            + " reads the input or other vertices");
  }

  @Test
  void refusesTextThatIsNotJson() {
    expectRefusalBeginning(
        "{\"vertices\":\n  {,}}",
        "line 2, column 4: not readable as JSON: Unexpected character",
        "");
    expectRefusalBeginning("", "vertices: expected the vertices of a ComputationGraph", "");
    expectRefusalBeginning("{} {}", "line 1, column 4: not readable as JSON: Trailing token", "");
  }

  @Test
  void refusesTextThatIsTooLongOrTooDeep() {
    expectRefusal(" ".repeat(4_000_001), "expected at most 4,000,000 characters, found 4,000,001");
    String name = "x".repeat(250_000);
    expectRefusalBeginning(
        with(
            json ->
                json.replace(
                    "\"layerName\" : \"a\"",
                    "\"layerName\" : \"a\", \"p\" : \"" + name + "\", \"q\" : \"" + name + "\"")),
        "expected at most 300,000 characters, spaces not counted, found 50",
        "");
    expectRefusalBeginning(
        "[".repeat(41) + "]".repeat(41), "not readable as JSON: Document nesting depth (41)", "");
  }
}

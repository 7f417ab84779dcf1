package org.rdvae.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.rdvae.base.Failure;
import org.rdvae.network.SmallNetwork.Use;

/**
 * Exported layers, read back by Deeplearning4j from the file's bytes, compute what ours compute, up
 * to the rounding of float32 against our double.
 */
class Dl4jExportTest {
  private static final int ROWS = 3;
  private static final FeatureShape FLAT = FeatureShape.flat(6);
  private static final FeatureShape MAPS = new FeatureShape(5, 4, 2);

  static Stream<Arguments> networks() {
    return Stream.of(
        network("dense", FLAT, Layers.dense(4), Layers.dense(3, Activation.ELU, false)),
        network("dense on maps", MAPS, Layers.dense(4)),
        network("gated dense", FLAT, Layers.dense(4, Activation.TANH, true)),
        network("convolution", MAPS, Layers.convolution(3, 3, 2, 1, Activation.TANH)),
        network("convolution to one place", MAPS, Layers.convolution(3, 5, 2, 1, Activation.TANH)),
        network(
            "1 x 1 convolution of flat features",
            FLAT,
            Layers.convolution(3, 1, 1, 0, Activation.TANH)),
        network("transposed", MAPS, Layers.transposed(3, 4, 2, 1, 0, Activation.TANH)),
        network("output padding", MAPS, Layers.transposed(3, 3, 2, 1, 1, Activation.SIGMOID)),
        network(
            "output padding without padding",
            MAPS,
            Layers.transposed(2, 2, 3, 0, 2, Activation.TANH)),
        network("max pooling", MAPS, Layers.maxPooling(2, 2)),
        network("overlapping pooling", MAPS, Layers.maxPooling(3, 1)),
        network("average pooling", MAPS, Layers.averagePooling(2, 2)),
        network("own stride of pooling", MAPS, new AveragePooling(2, Optional.empty())),
        network("upsampling", MAPS, new Upsampling(3)),
        network("batch normalisation of maps", MAPS, Layers.batchNormalization(Activation.SIGMOID)),
        network(
            "batch normalisation of rows", FLAT, Layers.batchNormalization(Activation.IDENTITY)),
        network("flatten", MAPS, Layers.convolution(3), new Flatten(), Layers.dense(4)),
        network("reshape", FLAT, Layers.dense(24), new Reshape(3, 4, 2), Layers.convolution(2)),
        network(
            "reshape of maps",
            MAPS,
            new Reshape(4, 5, 2),
            Layers.convolution(2),
            new Reshape(2, 2, 10),
            Layers.convolution(2)),
        network("dropout", FLAT, new Dropout(0.5), Layers.dense(4)),
        network("residual rows", FLAT, Layers.residual(Layers.dense(6), Layers.dense(6))),
        network(
            "residual maps",
            MAPS,
            Layers.convolution(3),
            Layers.residual(
                Layers.convolution(4),
                Layers.batchNormalization(Activation.RELU),
                Layers.convolution(3))),
        network(
            "residual with other shapes inside",
            MAPS,
            Layers.residual(new Reshape(2, 5, 4), Layers.convolution(4), new Reshape(5, 4, 2))),
        network(
            "skip maps",
            MAPS,
            Layers.skip(Layers.convolution(3), Layers.skip(Layers.convolution(2))),
            Layers.convolution(1)),
        network("skip rows", FLAT, Layers.skip(Layers.dense(3)), Layers.dense(2)),
        network("dl4j graph", FLAT, Layers.dense(5), graph(), Layers.dense(2)),
        network("dl4j graph of maps", MAPS, Layers.convolution(3), graphOfMaps(), Layers.dense(2)));
  }

  private static Arguments network(String name, FeatureShape input, LayerSpec... layers) {
    return Arguments.of(name, input, List.of(layers));
  }

  private static Dl4jGraph graph() {
    return Dl4jGraphExamples.of(
        builder ->
            builder
                .addLayer("a", new DenseLayer.Builder().nOut(5).build(), Dl4jGraphExamples.IN)
                .addVertex(
                    "sum",
                    new ElementWiseVertex(ElementWiseVertex.Op.Add),
                    "a",
                    Dl4jGraphExamples.IN)
                .addLayer("b", new DenseLayer.Builder().nOut(3).build(), "sum")
                .setOutputs("b"));
  }

  private static Dl4jGraph graphOfMaps() {
    return Dl4jGraphExamples.chain(
        new ConvolutionLayer.Builder(3, 3).nOut(4).dataFormat(CNN2DFormat.NHWC).build());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void computesTheSame(String name, FeatureShape shape, List<LayerSpec> layers) throws IOException {
    try (SmallNetwork ours = new SmallNetwork(ROWS, shape, layers, Use.INFERENCE)) {
      ComputationGraph theirs = exported(ours);
      INDArray rows = Nd4j.createFromArray(floats(ours.input())).reshape(ROWS, shape.size());
      expectEqual(ours, theirs.output(rows)[0]);
      expectEqual(ours, theirs.clone().output(rows)[0]);
      if (!shape.isFlat()) {
        expectEqual(
            ours,
            theirs.output(rows.reshape(ROWS, shape.height(), shape.width(), shape.channels()))[0]);
      }
      // Another number of examples than before.
      assertThat(theirs.output(Nd4j.vstack(rows, rows))[0].rows()).isEqualTo(2 * ROWS);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "GELU")
  void activationsAreTheSame(Activation activation) throws IOException {
    List<LayerSpec> layers =
        List.of(Layers.dense(9, activation, false), Layers.batchNormalization(activation));
    try (SmallNetwork ours = new SmallNetwork(ROWS, FLAT, layers, Use.INFERENCE)) {
      expectEqual(
          ours,
          exported(ours).output(Nd4j.createFromArray(floats(ours.input())).reshape(ROWS, 6))[0]);
    }
  }

  @Test
  void saysWhatGoesInAndComesOut() {
    try (SmallNetwork ours =
        new SmallNetwork(ROWS, MAPS, List.of(Layers.dense(4)), Use.INFERENCE)) {
      assertThat(export(ours).notes())
          .containsExactly("input x [n, 5, 4, 2] or [n, 40]", "output y [n, 4]");
    }
  }

  @Test
  void refusesWhatDeeplearning4jHasNoEqualOf() {
    refused(
        FLAT,
        Layers.layerNormalization(Activation.TANH),
        "model.net.0.layer-normalization cannot be exported: Deeplearning4j has no such layer; train with batch-normalization");
    refused(
        MAPS,
        Layers.residual(Layers.groupNormalization(1, Activation.TANH)),
        "model.net.0.0.group-normalization cannot");
    refused(FLAT, new DivisiveNormalization(false), "model.net.0.divisive-normalization cannot");
    refused(
        FLAT,
        Layers.dense(2, Activation.GELU, false),
        "model.net.0.dense cannot be exported: of its activation gelu Deeplearning4j has approximations only; train with silu");
    refused(
        MAPS,
        Dl4jGraphExamples.chain(new ConvolutionLayer.Builder(3, 3).nOut(4).build()),
        "model.net.0.dl4j-graph cannot be exported: its images are channels first (NCHW)");
  }

  private static void refused(FeatureShape shape, LayerSpec layer, String message) {
    try (SmallNetwork ours = new SmallNetwork(ROWS, shape, List.of(layer), Use.INFERENCE)) {
      assertThatThrownBy(() -> export(ours))
          .isInstanceOfSatisfying(
              Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.BAD_DATA))
          .hasMessageContaining(message);
    }
  }

  private static Dl4jExport export(SmallNetwork ours) {
    Dl4jExport export =
        new Dl4jExport(name -> floats(ours.parameter(name.substring("net.".length()))));
    export.output("y", export.layers(ours.spec(), export.input("x", ours.spec().input())));
    return export;
  }

  private static ComputationGraph exported(SmallNetwork ours) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    export(ours).write(file);
    return ModelSerializer.restoreComputationGraph(
        new ByteArrayInputStream(file.toByteArray()), false);
  }

  private static void expectEqual(SmallNetwork ours, INDArray theirs) {
    assertThat(theirs.shape()).containsExactly(ROWS, ours.spec().output().size());
    assertThat(theirs.dup('c').data().asDouble()).containsExactly(ours.output(), within(2e-5));
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}

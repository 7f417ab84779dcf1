package org.rdvae.network;

import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;

/** Graphs of every layer and vertex that is allowed: their gradients equal finite differences. */
class Dl4jGraphGradientTest {
  private static final int ROWS = 2;
  private static final FeatureShape FLAT = FeatureShape.flat(5);
  private static final FeatureShape IMAGE = new FeatureShape(4, 2, 3);

  static Stream<Arguments> imageLayers() {
    return Stream.of(CNN2DFormat.values())
        .flatMap(
            format ->
                imageLayers(format).entrySet().stream()
                    .map(layer -> Arguments.of(format, layer.getKey(), layer.getValue())));
  }

  private static Map<String, Layer> imageLayers(CNN2DFormat format) {
    boolean channelsFirst = format == CNN2DFormat.NCHW;
    return Map.ofEntries(
        Map.entry("convolution", convolution(format, 3, 2).stride(2, 1).build()),
        Map.entry("convolution without bias", convolution(format, 1, 1).hasBias(false).build()),
        Map.entry(
            "same convolution",
            convolution(format, 3, 3).convolutionMode(ConvolutionMode.Same).build()),
        Map.entry(
            "deconvolution",
            new Deconvolution2D.Builder(3, 3)
                .stride(2, 2)
                .nOut(2)
                .convolutionMode(ConvolutionMode.Same)
                .dataFormat(format)
                .build()),
        Map.entry(
            "depthwise convolution",
            new DepthwiseConvolution2D.Builder(2, 2)
                .depthMultiplier(2)
                .nIn(3)
                .nOut(6)
                .dataFormat(format)
                .build()),
        Map.entry(
            "separable convolution",
            new SeparableConvolution2D.Builder(2, 2).nOut(2).dataFormat(format).build()),
        Map.entry("largest of windows", pooling(PoolingType.MAX, format)),
        Map.entry("mean of windows", pooling(PoolingType.AVG, format)),
        Map.entry("upsampling", new Upsampling2D.Builder(2).dataFormat(format).build()),
        Map.entry("zero padding", new ZeroPaddingLayer.Builder(1, 2).dataFormat(format).build()),
        Map.entry("cropping", new Cropping2D.Builder(1, 0).dataFormat(format).build()),
        Map.entry("space to depth", new SpaceToDepthLayer.Builder<>(2, format).build()),
        Map.entry(
            "local response normalisation",
            new LocalResponseNormalization.Builder().dataFormat(format).build()),
        Map.entry(
            "mean of places",
            new GlobalPoolingLayer.Builder(PoolingType.AVG)
                .poolingDimensions(channelsFirst ? new int[] {2, 3} : new int[] {1, 2})
                .build()),
        Map.entry(
            "leaky with learned slopes",
            new PReLULayer.Builder()
                .inputShape(channelsFirst ? new long[] {3, 4, 2} : new long[] {4, 2, 3})
                .build()),
        Map.entry("activation", new ActivationLayer(Activation.SIGMOID)),
        Map.entry("dense", new DenseLayer.Builder().nOut(3).build()),
        Map.entry(
            "dense with layer normalisation",
            new DenseLayer.Builder().nOut(3).hasLayerNorm(true).build()));
  }

  private static ConvolutionLayer.Builder convolution(CNN2DFormat format, int height, int width) {
    return new ConvolutionLayer.Builder(height, width).nOut(2).dataFormat(format);
  }

  private static Layer pooling(PoolingType type, CNN2DFormat format) {
    return new SubsamplingLayer.Builder(type)
        .kernelSize(2, 2)
        .stride(2, 2)
        .dataFormat(format)
        .build();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("imageLayers")
  void ofLayersOnImagesEqualDifferences(CNN2DFormat format, String name, Layer layer) {
    Layer before = new ConvolutionLayer.Builder(1, 1).nOut(3).dataFormat(format).build();
    GradientCheck.expectDifferences(ROWS, IMAGE, Dl4jGraphExamples.chain(before, layer));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "RRELU")
  void ofActivationsEqualDifferences(Activation activation) {
    GradientCheck.expectDifferences(
        ROWS,
        FLAT,
        Dl4jGraphExamples.chain(
            new DenseLayer.Builder().nOut(4).activation(activation).build(),
            new ActivationLayer(activation)));
  }

  @ParameterizedTest
  @EnumSource
  void ofElementwiseVerticesEqualDifferences(ElementWiseVertex.Op operation) {
    GradientCheck.expectDifferences(
        ROWS,
        FLAT,
        Dl4jGraphExamples.of(
            graph ->
                graph
                    .addLayer("a", new DenseLayer.Builder().nOut(5).build(), Dl4jGraphExamples.IN)
                    .addVertex("b", new ElementWiseVertex(operation), "a", Dl4jGraphExamples.IN)
                    .setOutputs("b")));
  }

  @Test
  void ofOtherVerticesEqualDifferences() {
    GradientCheck.expectDifferences(
        ROWS,
        FLAT,
        Dl4jGraphExamples.of(
            graph ->
                graph
                    .addLayer("a", new DenseLayer.Builder().nOut(5).build(), Dl4jGraphExamples.IN)
                    .addVertex("merge", new MergeVertex(), "a", Dl4jGraphExamples.IN)
                    .addVertex("subset", new SubsetVertex(3, 8), "merge")
                    .addVertex("scale", new ScaleVertex(2), "subset")
                    .addVertex("shift", new ShiftVertex(0.5), "scale")
                    .addVertex(
                        "images",
                        new PreprocessorVertex(new FeedForwardToCnnPreProcessor(3, 1, 2)),
                        "shift")
                    .addLayer("b", new ConvolutionLayer.Builder(2, 1).nOut(2).build(), "images")
                    .addVertex("reshape", new ReshapeVertex(-1, 4), "b")
                    .addLayer(
                        "factors",
                        new ElementWiseMultiplicationLayer.Builder().nIn(4).nOut(4).build(),
                        "reshape")
                    .setOutputs("factors")));
  }

  /** The first activation is read twice, and for inference would write over what the sum reads. */
  @Test
  void ofAResidualGraphOnImagesEqualDifferences() {
    GradientCheck.expectDifferences(
        ROWS,
        IMAGE,
        Dl4jGraphExamples.of(
            graph ->
                graph
                    .addLayer("a", new ActivationLayer(Activation.LEAKYRELU), Dl4jGraphExamples.IN)
                    .addLayer("b", new ConvolutionLayer.Builder(1, 1).nOut(3).build(), "a")
                    .addVertex(
                        "c",
                        new ElementWiseVertex(ElementWiseVertex.Op.Add),
                        "b",
                        "a",
                        Dl4jGraphExamples.IN)
                    .setOutputs("c")));
  }

  @Test
  void ofGraphsBetweenOtherLayersEqualDifferences() {
    GradientCheck.expectDifferences(
        ROWS,
        IMAGE,
        Dl4jGraphExamples.chain(new ConvolutionLayer.Builder(2, 2).nOut(2).build()),
        Layers.residual(
            Layers.convolution(2),
            Dl4jGraphExamples.chain(new ConvolutionLayer.Builder(1, 1).nOut(2).build())),
        Layers.dense(3),
        Dl4jGraphExamples.chain(new DenseLayer.Builder().nOut(4).build()));
  }

  @Test
  void ofAGraphWithoutParametersEqualDifferences() {
    GradientCheck.expectDifferences(
        ROWS,
        IMAGE,
        Dl4jGraphExamples.chain(new Upsampling2D.Builder(2).build()),
        Layers.dense(2),
        Dl4jGraphExamples.chain(new ActivationLayer(Activation.TANH)));
  }
}

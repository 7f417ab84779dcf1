package org.rdvae.network;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;

/** Layers on feature maps compute what Deeplearning4j's compute, forward and backward. */
class Dl4jConvolutionTest {
  private static final int ROWS = 3;

  @ParameterizedTest(name = "{0} x {1} x {2} to {3} channels, kernel {4}, stride {5}, padding {6}")
  @CsvSource({
    "5, 4, 2, 3, 3, 1, 1",
    "5, 7, 1, 2, 3, 2, 1",
    "4, 4, 3, 1, 4, 2, 1",
    "1, 1, 3, 2, 1, 1, 0",
    "9, 8, 4, 5, 5, 2, 0"
  })
  void convolutionEqualsDeeplearning4j(
      int height, int width, int channels, int out, int kernel, int stride, int padding) {
    FeatureShape shape = new FeatureShape(height, width, channels);
    Layer theirs =
        new ConvolutionLayer.Builder(kernel, kernel)
            .stride(stride, stride)
            .padding(padding, padding)
            .nIn(channels)
            .nOut(out)
            .activation(Activation.TANH)
            .build();
    // Ours are [kernel, kernel, in, out], theirs [out, in, kernel, kernel].
    expectEqual(
        shape,
        Layers.convolution(out, kernel, stride, padding, org.rdvae.network.Activation.TANH),
        theirs,
        new long[] {kernel, kernel, channels, out},
        new long[] {out, channels, kernel, kernel});
  }

  @ParameterizedTest(name = "{0} x {1} x {2} to {3} channels, kernel {4}, stride {5}, padding {6}")
  @CsvSource({
    "3, 2, 2, 3, 4, 2, 1",
    "2, 3, 1, 2, 3, 2, 1",
    "1, 1, 3, 2, 4, 1, 0",
    "4, 3, 2, 2, 3, 1, 1",
    "7, 7, 4, 2, 4, 2, 1"
  })
  void transposedConvolutionEqualsDeeplearning4j(
      int height, int width, int channels, int out, int kernel, int stride, int padding) {
    FeatureShape shape = new FeatureShape(height, width, channels);
    Layer theirs =
        new Deconvolution2D.Builder(kernel, kernel)
            .stride(stride, stride)
            .padding(padding, padding)
            .nIn(channels)
            .nOut(out)
            .activation(Activation.TANH)
            .build();
    // Ours are [kernel, kernel, out, in], theirs [in, out, kernel, kernel].
    expectEqual(
        shape,
        Layers.transposed(out, kernel, stride, padding, 0, org.rdvae.network.Activation.TANH),
        theirs,
        new long[] {kernel, kernel, out, channels},
        new long[] {channels, out, kernel, kernel});
  }

  @ParameterizedTest(name = "{0} x {1} x {2}, kernel {3}, stride {4}")
  @CsvSource({"4, 6, 2, 2, 2", "5, 5, 3, 2, 2", "5, 4, 1, 3, 1", "5, 3, 2, 2, 3"})
  void poolingEqualsDeeplearning4j(int height, int width, int channels, int kernel, int stride) {
    FeatureShape shape = new FeatureShape(height, width, channels);
    expectEqual(shape, Layers.maxPooling(kernel, stride), pooling(PoolingType.MAX, kernel, stride));
    expectEqual(
        shape, Layers.averagePooling(kernel, stride), pooling(PoolingType.AVG, kernel, stride));
  }

  @ParameterizedTest(name = "{0} x {1} x {2}, factor {3}")
  @CsvSource({"2, 3, 2, 2", "1, 1, 3, 4", "2, 1, 2, 3"})
  void upsamplingEqualsDeeplearning4j(int height, int width, int channels, int factor) {
    expectEqual(
        new FeatureShape(height, width, channels),
        new Upsampling(factor),
        new Upsampling2D.Builder(factor).build());
  }

  private static Layer pooling(PoolingType type, int kernel, int stride) {
    return new SubsamplingLayer.Builder(type)
        .kernelSize(kernel, kernel)
        .stride(stride, stride)
        .build();
  }

  private static void expectEqual(FeatureShape shape, LayerSpec ours, Layer theirs) {
    try (SmallNetwork network = new SmallNetwork(ROWS, shape, List.of(ours))) {
      expectEqual(network, new Dl4jLayer(shape, theirs));
    }
  }

  private static void expectEqual(
      FeatureShape shape, LayerSpec ours, Layer theirs, long[] ourShape, long[] theirShape) {
    try (SmallNetwork network = new SmallNetwork(ROWS, shape, List.of(ours))) {
      Dl4jLayer dl4j = new Dl4jLayer(shape, theirs);
      dl4j.setParameter(
          "W", Dl4jLayer.permuted(network.parameter("0.weight"), ourShape, 3, 2, 0, 1));
      dl4j.setRow("b", network.parameter("0.bias"));
      expectEqual(network, dl4j);
      Dl4jLayer.expectEqual(
          "weight gradient",
          network.gradient("0.weight"),
          dl4j.gradient("W").reshape('c', theirShape).permute(2, 3, 1, 0));
      Dl4jLayer.expectEqual("bias gradient", network.gradient("0.bias"), dl4j.gradient("b"));
    }
  }

  private static void expectEqual(SmallNetwork network, Dl4jLayer dl4j) {
    Dl4jLayer.expectEqual("output", network.output(), dl4j.forward(network.input(), true));
    network.backward();
    Dl4jLayer.expectEqual(
        "input gradient",
        network.inputGradient(),
        dl4j.backward(network.outputWeights(), network.spec().output()));
  }
}

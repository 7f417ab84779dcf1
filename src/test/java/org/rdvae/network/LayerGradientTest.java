package org.rdvae.network;

import static org.rdvae.network.Layers.averagePooling;
import static org.rdvae.network.Layers.batchNormalization;
import static org.rdvae.network.Layers.convolution;
import static org.rdvae.network.Layers.dense;
import static org.rdvae.network.Layers.groupNormalization;
import static org.rdvae.network.Layers.layerNormalization;
import static org.rdvae.network.Layers.maxPooling;
import static org.rdvae.network.Layers.transposed;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The gradients of each layer alone and of the usual stacks; see {@link GradientCheck}. */
class LayerGradientTest {

  @ParameterizedTest(name = "{0} x {1} x {2} to {3} channels, kernel {4}, stride {5}, padding {6}")
  @CsvSource({
    "5, 4, 2, 3, 3, 1, 1",
    "5, 7, 1, 2, 3, 2, 1",
    "4, 4, 3, 1, 4, 2, 1",
    "1, 1, 3, 2, 1, 1, 0",
    "3, 2, 2, 2, 2, 3, 1",
    "6, 5, 1, 1, 5, 1, 0"
  })
  void ofConvolutions(
      int height, int width, int channels, int out, int kernel, int stride, int padding) {
    FeatureShape shape = new FeatureShape(height, width, channels);
    LayerSpec layer = convolution(out, kernel, stride, padding, Activation.TANH);
    GradientCheck.expectDifferences(2, shape, layer);
    GradientCheck.expectDifferences(1, shape, layer);
  }

  @ParameterizedTest(
      name = "{0} x {1} x {2} to {3} channels, kernel {4}, stride {5}, padding {6} + {7}")
  @CsvSource({
    "3, 2, 2, 3, 4, 2, 1, 0",
    "2, 3, 1, 2, 3, 2, 1, 1",
    "1, 1, 3, 2, 4, 1, 0, 0",
    "1, 1, 2, 1, 1, 1, 0, 0",
    "2, 2, 2, 2, 3, 1, 1, 0",
    "2, 1, 1, 2, 2, 3, 0, 2"
  })
  void ofTransposedConvolutions(
      int height,
      int width,
      int channels,
      int out,
      int kernel,
      int stride,
      int padding,
      int outputPadding) {
    FeatureShape shape = new FeatureShape(height, width, channels);
    LayerSpec layer = transposed(out, kernel, stride, padding, outputPadding, Activation.TANH);
    GradientCheck.expectDifferences(2, shape, layer);
    GradientCheck.expectDifferences(1, shape, layer);
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void ofLayersWithEachActivation(Activation activation) {
    FeatureShape shape = new FeatureShape(3, 3, 2);
    GradientCheck.expectDifferences(2, shape, convolution(3, 3, 2, 1, activation));
    GradientCheck.expectDifferences(2, shape, transposed(2, 3, 2, 1, 1, activation));
    GradientCheck.expectDifferences(2, shape, batchNormalization(activation));
    GradientCheck.expectDifferences(2, shape, groupNormalization(2, activation));
    GradientCheck.expectDifferences(2, shape, layerNormalization(activation));
  }

  @ParameterizedTest(name = "{0} x {1} x {2}, kernel {3}, stride {4}")
  @CsvSource({"4, 6, 2, 2, 2", "5, 5, 3, 2, 2", "5, 4, 1, 3, 1", "1, 1, 4, 1, 1", "5, 3, 2, 2, 3"})
  void ofPooling(int height, int width, int channels, int kernel, int stride) {
    FeatureShape shape = new FeatureShape(height, width, channels);
    GradientCheck.expectDifferences(2, shape, maxPooling(kernel, stride));
    GradientCheck.expectDifferences(2, shape, averagePooling(kernel, stride));
  }

  @ParameterizedTest(name = "{0} x {1} x {2}, inverse {3}")
  @CsvSource({"2, 3, 4, false", "2, 3, 4, true", "1, 1, 5, false", "3, 1, 1, true"})
  void ofDivisiveNormalization(int height, int width, int channels, boolean inverse) {
    GradientCheck.expectDifferences(
        2, new FeatureShape(height, width, channels), new DivisiveNormalization(inverse));
  }

  @ParameterizedTest(name = "{0} x {1} x {2}, factor {3}")
  @CsvSource({"2, 3, 2, 2", "1, 1, 3, 4", "3, 2, 1, 1", "2, 1, 2, 3"})
  void ofUpsampling(int height, int width, int channels, int factor) {
    GradientCheck.expectDifferences(
        2, new FeatureShape(height, width, channels), new Upsampling(factor));
  }

  @ParameterizedTest(name = "{0} of {1} x {2} x {3}")
  @CsvSource({"2, 3, 3, 2", "3, 1, 1, 5", "1, 2, 3, 4", "4, 5, 1, 1"})
  void ofBatchNormalization(int rows, int height, int width, int channels) {
    GradientCheck.expectDifferences(
        rows, new FeatureShape(height, width, channels), batchNormalization(Activation.IDENTITY));
  }

  @ParameterizedTest(name = "{0} of {1} x {2} x {3} in {4} groups")
  @CsvSource({"2, 3, 3, 4, 2", "1, 2, 1, 6, 3", "3, 1, 1, 6, 2", "2, 2, 3, 3, 3", "2, 3, 2, 3, 1"})
  void ofGroupNormalization(int rows, int height, int width, int channels, int groups) {
    FeatureShape shape = new FeatureShape(height, width, channels);
    GradientCheck.expectDifferences(rows, shape, groupNormalization(groups, Activation.IDENTITY));
    GradientCheck.expectDifferences(rows, shape, layerNormalization(Activation.SILU));
  }

  @Test
  void ofDropout() {
    GradientCheck.expectDifferences(3, new FeatureShape(2, 3, 2), new Dropout(0.4));
    GradientCheck.expectDifferences(
        3, FeatureShape.flat(5), dense(6), new Dropout(0.5), dense(4), new Dropout(0.1));
  }

  @Test
  void ofConvolutionsAroundBatchNormalization() {
    GradientCheck.expectDifferences(
        3,
        new FeatureShape(5, 4, 1),
        convolution(3, 3, 2, 1, Activation.IDENTITY),
        batchNormalization(Activation.RELU),
        convolution(2, 3, 1, 1, Activation.SILU));
  }

  @Test
  void ofAnEncoderWithPooling() {
    GradientCheck.expectDifferences(
        2,
        new FeatureShape(6, 6, 1),
        convolution(2),
        maxPooling(2, 2),
        convolution(3),
        averagePooling(2, 1),
        new Flatten(),
        new Dropout(0.3),
        dense(4));
  }

  @Test
  void ofADecoder() {
    GradientCheck.expectDifferences(
        2,
        FeatureShape.flat(3),
        dense(8, Activation.ELU, false),
        new Reshape(2, 2, 2),
        transposed(3, 4, 2, 1, 0, Activation.GELU),
        groupNormalization(3, Activation.TANH),
        new Upsampling(2),
        convolution(1));
  }
}

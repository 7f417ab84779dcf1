package org.rdvae.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every call that may serve a convolution or its adjoint, against plain loops. */
class ConvolutionTest {
  static final List<ConvolutionShape> SHAPES =
      List.of(
          shape(5, 7, 3, 4, 3, 3, 1, 1),
          shape(6, 6, 1, 2, 4, 4, 2, 1),
          shape(7, 5, 2, 3, 2, 2, 2, 0),
          shape(9, 8, 3, 5, 5, 5, 2, 2),
          shape(7, 7, 2, 3, 1, 1, 1, 0),
          shape(8, 11, 2, 3, 3, 2, 3, 1),
          shape(6, 7, 16, 8, 3, 3, 2, 1),
          shape(7, 6, 16, 8, 3, 3, 2, 1),
          shape(5, 5, 1, 1, 1, 1, 3, 0),
          shape(1, 2, 3, 2, 5, 4, 2, 3),
          shape(16, 16, 8, 8, 5, 5, 2, 2),
          shape(11, 10, 3, 4, 7, 5, 4, 2),
          shape(6, 5, 4, 3, 3, 5, 1, 0),
          shape(13, 12, 5, 7, 5, 3, 3, 2),
          shape(4, 4, 64, 32, 4, 4, 1, 0),
          shape(28, 28, 1, 32, 3, 3, 2, 1),
          shape(8, 8, 16, 32, 3, 3, 1, 1),
          shape(16, 16, 3, 64, 4, 4, 2, 1),
          shape(8, 8, 64, 64, 4, 4, 2, 1));

  private static ConvolutionShape shape(
      int height, int width, int channels, int outChannels, int kH, int kW, int stride, int pad) {
    return new ConvolutionShape(
        height,
        width,
        channels,
        ConvolutionShape.outSize(height, kH, stride, pad),
        ConvolutionShape.outSize(width, kW, stride, pad),
        outChannels,
        kH,
        kW,
        stride,
        pad);
  }

  /** A way to compute one convolution, or its adjoint. */
  private record Case(
      String call, boolean transposed, Precision precision, ConvolutionShape shape) {
    int inputSize() {
      return transposed ? shape.outputSize() : shape.inputSize();
    }

    int outputSize() {
      return transposed ? shape.inputSize() : shape.outputSize();
    }

    int biases() {
      return transposed ? shape.channels() : shape.outChannels();
    }

    Operation forward(Nd4jKernels k, Tensor x, Tensor weight, Tensor bias, Tensor out) {
      if (call.equals("by the table")) {
        return transposed
            ? k.convolveTransposed(x, weight, bias, shape, out)
            : k.convolve(x, weight, bias, shape, out);
      }
      return transposed
          ? k.transposedConvolutions().convolve(call, x, weight, bias, shape, out)
          : k.convolutions().convolve(call, x, weight, bias, shape, out);
    }

    Operation backward(
        Nd4jKernels k, Tensor x, Tensor weight, Tensor dOut, Tensor dX, Tensor dW, Tensor dB) {
      if (call.equals("by the table")) {
        return transposed
            ? k.convolveTransposedGradients(x, weight, dOut, shape, dX, dW, dB)
            : k.convolveGradients(x, weight, dOut, shape, dX, dW, dB);
      }
      return transposed
          ? k.transposedConvolutions().gradients(call, x, weight, dOut, shape, dX, dW, dB)
          : k.convolutions().gradients(call, x, weight, dOut, shape, dX, dW, dB);
    }
  }

  static Stream<Case> convolutions() {
    return Stream.concat(
        cases(false, "by the table", "onednn", "product", "channels-first"),
        cases(true, "by the table", "subpixel", "product", "channels-first")
            .filter(one -> !one.call.equals("subpixel") || SubpixelConvolution.fits(one.shape)));
  }

  static Stream<Case> gradients() {
    return Stream.concat(
        cases(false, "by the table", "onednn", "product", "channels-first"),
        // ND4J's transposed convolutions know only the smallest output of an input.
        cases(true, "by the table", "onednn", "product", "channels-first")
            .filter(one -> !one.call.equals("onednn") || one.shape.coversItsInput()));
  }

  private static Stream<Case> cases(boolean transposed, String... calls) {
    List<Case> all = new ArrayList<>();
    for (String call : calls) {
      for (Precision precision : Precision.values()) {
        for (ConvolutionShape shape : SHAPES) {
          all.add(new Case(call, transposed, precision, shape));
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("convolutions")
  void equalsPlainLoops(Case one) {
    ConvolutionShape s = one.shape;
    for (int batch : new int[] {1, 3}) {
      for (boolean views : new boolean[] {false, true}) {
        try (Nd4jKernels kernels = (Nd4jKernels) TestDevice.CPU.kernels(one.precision)) {
          double[] x = TensorValues.random(1, batch * one.inputSize());
          double[] w = TensorValues.random(2, s.windowSize() * s.outChannels());
          double[] b = TensorValues.random(3, one.biases());
          PlacedTensor input = place(kernels, views, batch, one.inputSize()).filled(x);
          PlacedTensor weight = place(kernels, views, s.windowSize(), s.outChannels()).filled(w);
          PlacedTensor bias = place(kernels, views, 1, one.biases()).filled(b);
          PlacedTensor out = place(kernels, views, batch, one.outputSize());
          run(one.forward(kernels, input.tensor(), weight.tensor(), bias.tensor(), out.tensor()));
          PlainSums expected =
              one.transposed
                  ? PlainConvolution.transposed(s, batch, x, w, b)
                  : PlainConvolution.convolve(s, batch, x, w, b);
          expected.expect("output", one.precision, out.values());
          out.expectNothingAroundItChanged("output");
          assertThat(input.values()).as("input").isEqualTo(x);
          assertThat(weight.values()).as("weight").isEqualTo(w);
          assertThat(bias.values()).as("bias").isEqualTo(b);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("gradients")
  void hasTheGradientsOfPlainLoops(Case one) {
    for (int batch : new int[] {1, 3}) {
      for (boolean views : new boolean[] {false, true}) {
        try (Nd4jKernels kernels = (Nd4jKernels) TestDevice.CPU.kernels(one.precision)) {
          expectGradients(kernels, one, batch, views, true);
          expectGradients(kernels, one, batch, views, false);
        }
      }
    }
  }

  private static void expectGradients(
      Nd4jKernels kernels, Case one, int batch, boolean views, boolean toInput) {
    ConvolutionShape s = one.shape;
    double[] x = TensorValues.random(1, batch * one.inputSize());
    double[] w = TensorValues.random(2, s.windowSize() * s.outChannels());
    double[] g = TensorValues.random(3, batch * one.outputSize());
    PlacedTensor input = place(kernels, views, batch, one.inputSize()).filled(x);
    PlacedTensor weight = place(kernels, views, s.windowSize(), s.outChannels()).filled(w);
    PlacedTensor byOutput = place(kernels, views, batch, one.outputSize()).filled(g);
    PlacedTensor byInput = place(kernels, views, batch, one.inputSize());
    PlacedTensor byWeight = place(kernels, views, s.windowSize(), s.outChannels());
    PlacedTensor byBias = place(kernels, views, 1, one.biases());
    run(
        one.backward(
            kernels,
            input.tensor(),
            weight.tensor(),
            byOutput.tensor(),
            toInput ? byInput.tensor() : null,
            byWeight.tensor(),
            byBias.tensor()));
    if (toInput) {
      double[] noBias = new double[one.transposed ? s.outChannels() : s.channels()];
      PlainSums expected =
          one.transposed
              ? PlainConvolution.convolve(s, batch, g, w, noBias)
              : PlainConvolution.transposed(s, batch, g, w, noBias);
      expect("gradient by the input", one, expected, byInput);
    }
    PlainSums expected =
        one.transposed
            ? PlainConvolution.weightGradient(s, batch, g, x)
            : PlainConvolution.weightGradient(s, batch, x, g);
    expect("gradient by the weight", one, expected, byWeight);
    expect("gradient by the bias", one, PlainConvolution.biasGradient(one.biases(), g), byBias);
    assertThat(input.values()).as("input").isEqualTo(x);
    assertThat(weight.values()).as("weight").isEqualTo(w);
    assertThat(byOutput.values()).as("gradient by the output").isEqualTo(g);
  }

  private static void expect(String label, Case one, PlainSums expected, PlacedTensor found) {
    expected.expect(label, one.precision, found.values());
    found.expectNothingAroundItChanged(label);
  }

  /** A second run must not add to the first. */
  private static void run(Operation operation) {
    operation.run();
    operation.run();
  }

  private static PlacedTensor place(Kernels kernels, boolean view, int rows, int columns) {
    return view
        ? PlacedTensor.view(kernels, rows, columns)
        : PlacedTensor.alone(kernels, rows, columns);
  }
}

package org.rdvae.tensor;

import org.nd4j.linalg.api.ndarray.INDArray;

/** What convolutions and transposed convolutions share: arrays of four dimensions and calls. */
record ConvolutionCalls(
    NativeCalls calls, NativeMemory memory, Choice choice, MatrixProducts products) {

  /** Which call the table wants; it looks at the product that the convolution is equivalent to. */
  String choice(String operation, ConvolutionShape shape, Tensor batch) {
    return choice.of(
        operation,
        (long) batch.rows() * shape.outHeight() * shape.outWidth(),
        shape.outChannels(),
        shape.windowSize());
  }

  CustomCall custom(String name, ConvolutionShape shape, INDArray[] inputs, INDArray... outputs) {
    int dilation = 1;
    int samePadding = 0;
    int channelsLast = 1;
    return new CustomCall(calls, name, inputs, outputs)
        .integers(
            shape.kernelHeight(),
            shape.kernelWidth(),
            shape.stride(),
            shape.stride(),
            shape.padding(),
            shape.padding(),
            dilation,
            dilation,
            samePadding,
            channelsLast);
  }

  ConvolutionWindows windows(ConvolutionShape shape, Tensor batch) {
    return new ConvolutionWindows(calls, memory, shape, batch.rows());
  }

  static INDArray input(ConvolutionShape s, Tensor x) {
    return NativeMemory.reshape(x, x.rows(), s.height(), s.width(), s.channels());
  }

  static INDArray output(ConvolutionShape s, Tensor y) {
    return NativeMemory.reshape(y, y.rows(), s.outHeight(), s.outWidth(), s.outChannels());
  }

  static INDArray weight(ConvolutionShape s, Tensor weight) {
    return NativeMemory.reshape(
        weight, s.kernelHeight(), s.kernelWidth(), s.channels(), s.outChannels());
  }

  static INDArray row(Tensor bias) {
    return NativeMemory.reshape(bias, bias.columns());
  }

  static Tensor inputPixels(ConvolutionShape s, Tensor x) {
    return NativeMemory.view(x, 0, x.rows() * s.height() * s.width(), s.channels());
  }

  static Tensor outputPixels(ConvolutionShape s, Tensor y) {
    return NativeMemory.view(y, 0, y.rows() * s.outHeight() * s.outWidth(), s.outChannels());
  }

  static void expectInput(ConvolutionShape s, String name, Tensor batch, Tensor found) {
    Shapes.expect(s, name, batch.rows(), s.inputSize(), found);
  }

  static void expectOutput(ConvolutionShape s, String name, Tensor batch, Tensor found) {
    Shapes.expect(s, name, batch.rows(), s.outputSize(), found);
  }

  static void expectWeight(ConvolutionShape s, String name, Tensor found) {
    Shapes.expect(s, name, s.windowSize(), s.outChannels(), found);
  }

  /** x plus the bias on every pixel, in place. */
  Operation addBias(Tensor pixels, Tensor bias) {
    return new CustomCall(
        calls, "biasadd", new INDArray[] {pixels.array(), row(bias)}, pixels.array());
  }

  static Operation list(Operation... operations) {
    return () -> Operation.runAll(operations);
  }

  static IllegalStateException unknown(String call) {
    return new IllegalStateException("The call table names an unknown convolution: " + call);
  }
}

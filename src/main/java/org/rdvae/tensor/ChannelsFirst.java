package org.rdvae.tensor;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolutions in the order that cuDNN's gradients ask for: maps as [batch, channels, height,
 * width], weights as [outChannels, channels, kernelHeight, kernelWidth]. In any other order ND4J
 * takes calls of its own instead. Inputs are copied into that order and results out of it; the
 * copies lie one behind the other in memory that all operations share.
 *
 * <p>A transposed convolution is the gradient of a convolution by its input, because ND4J has no
 * transposed convolution by cuDNN. That call computes the gradient by the weights too, whether
 * anybody wants it or not.
 */
final class ChannelsFirst {
  /** Elements that each copy is rounded up to, so that the next begins at a good address. */
  private static final long ALIGNMENT = 64;

  private final ConvolutionCalls calls;
  private final ConvolutionShape shape;
  private final INDArray input;
  private final INDArray inputGradient;
  private final INDArray output;
  private final INDArray weight;
  private final INDArray weightGradient;

  ChannelsFirst(ConvolutionCalls calls, ConvolutionShape shape, int batch) {
    this.calls = calls;
    this.shape = shape;
    long[] inputs = {batch, shape.channels(), shape.height(), shape.width()};
    long[] outputs = {batch, shape.outChannels(), shape.outHeight(), shape.outWidth()};
    long[] weights = {
      shape.outChannels(), shape.channels(), shape.kernelHeight(), shape.kernelWidth()
    };
    long[][] shapes = {inputs, inputs, outputs, weights, weights};
    INDArray[] copies = new INDArray[shapes.length];
    long end = 0;
    for (long[] one : shapes) {
      end += aligned(one);
    }
    Tensor memory = calls.memory().scratch(1, Math.toIntExact(end));
    long at = 0;
    for (int i = 0; i < shapes.length; i++) {
      copies[i] = NativeMemory.window(memory, at, shapes[i], NativeMemory.strides(shapes[i]));
      at += aligned(shapes[i]);
    }
    input = copies[0];
    inputGradient = copies[1];
    output = copies[2];
    weight = copies[3];
    weightGradient = copies[4];
  }

  private static long aligned(long[] shape) {
    long size = 1;
    for (long length : shape) {
      size *= length;
    }
    return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** Arguments as those of {@link Kernels#convolve}. */
  Operation convolve(Tensor x, Tensor weights, Tensor bias, Tensor out) {
    return ConvolutionCalls.list(
        copy(inputOf(x), input),
        copy(weightOf(weights), weight),
        custom("conv2d", new INDArray[] {input, weight, ConvolutionCalls.row(bias)}, output),
        copy(output, outputOf(out)));
  }

  /** Arguments as those of {@link Kernels#convolveGradients}. */
  Operation gradients(
      Tensor x,
      Tensor weights,
      Tensor outGradient,
      Tensor xGradient,
      Tensor byWeights,
      Tensor byBias) {
    // Of the bias, only the shape matters to this call.
    INDArray bias = ConvolutionCalls.row(byBias);
    Operation byParameters =
        ConvolutionCalls.list(
            copy(inputOf(x), input),
            copy(weightOf(weights), weight),
            copy(outputOf(outGradient), output),
            custom(
                "conv2d_bp",
                new INDArray[] {input, weight, bias, output},
                inputGradient,
                weightGradient,
                bias),
            copy(weightGradient, weightOf(byWeights)));
    return xGradient == null
        ? byParameters
        : ConvolutionCalls.list(byParameters, copy(inputGradient, inputOf(xGradient)));
  }

  /** Arguments as those of {@link Kernels#convolveTransposed}. */
  Operation convolveTransposed(Tensor y, Tensor weights, Tensor bias, Tensor out) {
    return ConvolutionCalls.list(
        copy(weightOf(weights), weight),
        copy(outputOf(y), output),
        // Of the input, only the shape matters to the gradient by it.
        custom("conv2d_bp", new INDArray[] {input, weight, output}, inputGradient, weightGradient),
        copy(inputGradient, inputOf(out)),
        calls.addBias(ConvolutionCalls.inputPixels(shape, out), bias));
  }

  /** Arguments as those of {@link Kernels#convolveTransposedGradients}. */
  Operation transposedGradients(
      Tensor y,
      Tensor weights,
      Tensor outGradient,
      Tensor yGradient,
      Tensor byWeights,
      Tensor byBias) {
    Operation byParameters =
        ConvolutionCalls.list(
            copy(inputOf(outGradient), input),
            copy(weightOf(weights), weight),
            copy(outputOf(y), output),
            custom(
                "conv2d_bp", new INDArray[] {input, weight, output}, inputGradient, weightGradient),
            copy(weightGradient, weightOf(byWeights)),
            calls.products().sumRows(ConvolutionCalls.inputPixels(shape, outGradient), byBias));
    return yGradient == null
        ? byParameters
        : ConvolutionCalls.list(
            byParameters,
            custom("conv2d", new INDArray[] {input, weight}, output),
            copy(output, outputOf(yGradient)));
  }

  private CustomCall custom(String name, INDArray[] inputs, INDArray... outputs) {
    int dilation = 1;
    int samePadding = 0;
    int channelsLast = 0;
    int outChannelsFirst = 1;
    return new CustomCall(calls.calls(), name, inputs, outputs)
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
            channelsLast,
            outChannelsFirst);
  }

  private Operation copy(INDArray from, INDArray to) {
    return ElementwiseCall.copy(calls.calls(), from, to);
  }

  /** Our maps, whose channels lie side by side, in the order of the copy. */
  private INDArray inputOf(Tensor x) {
    return maps(x, shape.height(), shape.width(), shape.channels());
  }

  private INDArray outputOf(Tensor y) {
    return maps(y, shape.outHeight(), shape.outWidth(), shape.outChannels());
  }

  private static INDArray maps(Tensor x, long height, long width, long channels) {
    return NativeMemory.window(
        x,
        0,
        new long[] {x.rows(), channels, height, width},
        new long[] {x.columns(), 1, width * channels, channels});
  }

  /** Our weights, whose last index is the output's channel, in the order of the copy. */
  private INDArray weightOf(Tensor weights) {
    long outChannels = shape.outChannels();
    long tap = outChannels * shape.channels();
    return NativeMemory.window(
        weights,
        0,
        new long[] {outChannels, shape.channels(), shape.kernelHeight(), shape.kernelWidth()},
        new long[] {1, outChannels, tap * shape.kernelWidth(), tap});
  }
}

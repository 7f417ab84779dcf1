package org.rdvae.tensor;

import static org.rdvae.tensor.ConvolutionCalls.expectInput;
import static org.rdvae.tensor.ConvolutionCalls.expectOutput;
import static org.rdvae.tensor.ConvolutionCalls.expectWeight;
import static org.rdvae.tensor.ConvolutionCalls.input;
import static org.rdvae.tensor.ConvolutionCalls.list;
import static org.rdvae.tensor.ConvolutionCalls.output;
import static org.rdvae.tensor.ConvolutionCalls.outputPixels;
import static org.rdvae.tensor.ConvolutionCalls.row;
import static org.rdvae.tensor.ConvolutionCalls.unknown;
import static org.rdvae.tensor.ConvolutionCalls.weight;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolutions by oneDNN ("onednn") or as a product with a matrix of windows ("product"). oneDNN
 * wins where there are many channels, the product where there are few, and where only the gradients
 * by the parameters are wanted, which ND4J's calls do not offer alone. "channels-first" is for
 * cuDNN.
 */
final class Convolutions {
  private final ConvolutionCalls calls;

  Convolutions(ConvolutionCalls calls) {
    this.calls = calls;
  }

  Operation convolve(Tensor x, Tensor weight, Tensor bias, ConvolutionShape shape, Tensor out) {
    expectInput(shape, "input", x, x);
    expectOutput(shape, "output", x, out);
    expectWeight(shape, "weight", weight);
    Shapes.expect(shape, "bias", 1, shape.outChannels(), bias);
    return convolve(calls.choice("convolve", shape, x), x, weight, bias, shape, out);
  }

  /** One convolution by a named call; every candidate of the table is reached here. */
  Operation convolve(
      String call, Tensor x, Tensor weight, Tensor bias, ConvolutionShape shape, Tensor out) {
    return switch (call) {
      case "onednn" ->
          calls.custom(
              "conv2d",
              shape,
              new INDArray[] {input(shape, x), weight(shape, weight), row(bias)},
              output(shape, out));
      case "channels-first" ->
          new ChannelsFirst(calls, shape, x.rows()).convolve(x, weight, bias, out);
      case "product" -> {
        ConvolutionWindows windows = calls.windows(shape, x);
        Tensor pixels = outputPixels(shape, out);
        yield list(
            windows.gather(x),
            calls.products().product(windows.columns(), false, weight, false, pixels),
            calls.addBias(pixels, bias));
      }
      default -> throw unknown(call);
    };
  }

  Operation gradients(
      Tensor x,
      Tensor weight,
      Tensor outGradient,
      ConvolutionShape shape,
      Tensor xGradient,
      Tensor weightGradient,
      Tensor biasGradient) {
    expectInput(shape, "input", x, x);
    expectOutput(shape, "gradient by the output", x, outGradient);
    expectWeight(shape, "weight", weight);
    if (xGradient != null) {
      expectInput(shape, "gradient by the input", x, xGradient);
    }
    expectWeight(shape, "gradient by the weight", weightGradient);
    Shapes.expect(shape, "gradient by the bias", 1, shape.outChannels(), biasGradient);
    String operation = xGradient == null ? "convolve-weight-gradients" : "convolve-gradients";
    return gradients(
        calls.choice(operation, shape, x),
        x,
        weight,
        outGradient,
        shape,
        xGradient,
        weightGradient,
        biasGradient);
  }

  /** The gradients by a named call; every candidate of the table is reached here. */
  Operation gradients(
      String call,
      Tensor x,
      Tensor weight,
      Tensor outGradient,
      ConvolutionShape shape,
      Tensor xGradient,
      Tensor weightGradient,
      Tensor biasGradient) {
    return switch (call) {
      case "onednn" -> {
        // Of the bias, only the shape matters to this call.
        Tensor toX = xGradient == null ? calls.memory().scratch(x.rows(), x.columns()) : xGradient;
        yield calls.custom(
            "conv2d_bp",
            shape,
            new INDArray[] {
              input(shape, x), weight(shape, weight), row(biasGradient), output(shape, outGradient)
            },
            input(shape, toX),
            weight(shape, weightGradient),
            row(biasGradient));
      }
      case "channels-first" ->
          new ChannelsFirst(calls, shape, x.rows())
              .gradients(x, weight, outGradient, xGradient, weightGradient, biasGradient);
      case "product" -> {
        ConvolutionWindows windows = calls.windows(shape, x);
        Tensor pixels = outputPixels(shape, outGradient);
        Operation byParameters =
            list(
                windows.gather(x),
                calls.products().product(windows.columns(), true, pixels, false, weightGradient),
                calls.products().sumRows(pixels, biasGradient));
        yield xGradient == null
            ? byParameters
            : list(
                byParameters,
                calls.products().product(pixels, false, weight, true, windows.columns()),
                windows.scatter(xGradient));
      }
      default -> throw unknown(call);
    };
  }
}

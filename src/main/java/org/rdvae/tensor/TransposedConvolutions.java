package org.rdvae.tensor;

import static org.rdvae.tensor.ConvolutionCalls.expectInput;
import static org.rdvae.tensor.ConvolutionCalls.expectOutput;
import static org.rdvae.tensor.ConvolutionCalls.expectWeight;
import static org.rdvae.tensor.ConvolutionCalls.input;
import static org.rdvae.tensor.ConvolutionCalls.inputPixels;
import static org.rdvae.tensor.ConvolutionCalls.list;
import static org.rdvae.tensor.ConvolutionCalls.output;
import static org.rdvae.tensor.ConvolutionCalls.outputPixels;
import static org.rdvae.tensor.ConvolutionCalls.row;
import static org.rdvae.tensor.ConvolutionCalls.unknown;
import static org.rdvae.tensor.ConvolutionCalls.weight;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Transposed convolutions as ordinary ones by oneDNN ("subpixel") or as a product whose result, a
 * matrix of windows, is added up ("product"); their gradients by oneDNN ("onednn") or as products.
 * What {@link Convolutions} says about the two holds here too.
 */
final class TransposedConvolutions {
  private final ConvolutionCalls calls;

  TransposedConvolutions(ConvolutionCalls calls) {
    this.calls = calls;
  }

  Operation convolve(Tensor y, Tensor weight, Tensor bias, ConvolutionShape shape, Tensor out) {
    expectOutput(shape, "input", y, y);
    expectInput(shape, "output", y, out);
    expectWeight(shape, "weight", weight);
    Shapes.expect(shape, "bias", 1, shape.channels(), bias);
    String call = calls.choice("convolve-transposed", shape, y);
    if (call.equals("subpixel") && !SubpixelConvolution.fits(shape)) {
      call = "product";
    }
    return convolve(call, y, weight, bias, shape, out);
  }

  /** One transposed convolution by a named call; every candidate of the table is reached here. */
  Operation convolve(
      String call, Tensor y, Tensor weight, Tensor bias, ConvolutionShape shape, Tensor out) {
    return switch (call) {
      case "subpixel" -> SubpixelConvolution.of(calls, y, weight, bias, shape, out);
      case "channels-first" ->
          new ChannelsFirst(calls, shape, y.rows()).convolveTransposed(y, weight, bias, out);
      case "product" -> {
        ConvolutionWindows windows = calls.windows(shape, y);
        Tensor pixels = inputPixels(shape, out);
        yield list(
            calls
                .products()
                .product(outputPixels(shape, y), false, weight, true, windows.columns()),
            windows.scatter(out),
            calls.addBias(pixels, bias));
      }
      default -> throw unknown(call);
    };
  }

  Operation gradients(
      Tensor y,
      Tensor weight,
      Tensor outGradient,
      ConvolutionShape shape,
      Tensor yGradient,
      Tensor weightGradient,
      Tensor biasGradient) {
    expectOutput(shape, "input", y, y);
    expectInput(shape, "gradient by the output", y, outGradient);
    expectWeight(shape, "weight", weight);
    if (yGradient != null) {
      expectOutput(shape, "gradient by the input", y, yGradient);
    }
    expectWeight(shape, "gradient by the weight", weightGradient);
    Shapes.expect(shape, "gradient by the bias", 1, shape.channels(), biasGradient);
    String operation =
        yGradient == null
            ? "convolve-transposed-weight-gradients"
            : "convolve-transposed-gradients";
    // ND4J's transposed convolutions know only the smallest of the possible output sizes.
    String call = calls.choice(operation, shape, y);
    if (call.equals("onednn") && !shape.coversItsInput()) {
      call = "product";
    }
    return gradients(call, y, weight, outGradient, shape, yGradient, weightGradient, biasGradient);
  }

  /** The gradients by a named call; every candidate of the table is reached here. */
  Operation gradients(
      String call,
      Tensor y,
      Tensor weight,
      Tensor outGradient,
      ConvolutionShape shape,
      Tensor yGradient,
      Tensor weightGradient,
      Tensor biasGradient) {
    return switch (call) {
      case "onednn" -> {
        // Of the bias, only the shape matters to this call.
        Tensor toY = yGradient == null ? calls.memory().scratch(y.rows(), y.columns()) : yGradient;
        yield calls.custom(
            "deconv2d_bp",
            shape,
            new INDArray[] {
              output(shape, y), weight(shape, weight), row(biasGradient), input(shape, outGradient)
            },
            output(shape, toY),
            weight(shape, weightGradient),
            row(biasGradient));
      }
      case "channels-first" ->
          new ChannelsFirst(calls, shape, y.rows())
              .transposedGradients(y, weight, outGradient, yGradient, weightGradient, biasGradient);
      case "product" -> {
        ConvolutionWindows windows = calls.windows(shape, y);
        Operation byParameters =
            list(
                windows.gather(outGradient),
                calls
                    .products()
                    .product(
                        windows.columns(), true, outputPixels(shape, y), false, weightGradient),
                calls.products().sumRows(inputPixels(shape, outGradient), biasGradient));
        yield yGradient == null
            ? byParameters
            : list(
                byParameters,
                calls
                    .products()
                    .product(
                        windows.columns(), false, weight, false, outputPixels(shape, yGradient)));
      }
      default -> throw unknown(call);
    };
  }
}

package org.rdvae.tensor;

/**
 * Convolutions by loops in double. All of them, forward, transposed and their gradients, sum
 * products over the same triples of an input element, a weight and an output element.
 */
final class PlainConvolution {
  private PlainConvolution() {}

  @FunctionalInterface
  private interface Triple {
    void visit(int input, int weight, int output);
  }

  static PlainSums convolve(
      ConvolutionShape s, int batch, double[] x, double[] weight, double[] bias) {
    PlainSums out = withBias(batch * s.outputSize(), bias);
    forEach(s, batch, (i, w, o) -> out.add(o, x[i] * weight[w]));
    return out;
  }

  static PlainSums transposed(
      ConvolutionShape s, int batch, double[] y, double[] weight, double[] bias) {
    PlainSums out = withBias(batch * s.inputSize(), bias);
    forEach(s, batch, (i, w, o) -> out.add(i, y[o] * weight[w]));
    return out;
  }

  /** The gradient by the weight, of both directions. */
  static PlainSums weightGradient(ConvolutionShape s, int batch, double[] input, double[] output) {
    PlainSums gradient = new PlainSums(s.windowSize() * s.outChannels());
    forEach(s, batch, (i, w, o) -> gradient.add(w, input[i] * output[o]));
    return gradient;
  }

  static PlainSums biasGradient(int channels, double[] outGradient) {
    PlainSums gradient = new PlainSums(channels);
    for (int i = 0; i < outGradient.length; i++) {
      gradient.add(i % channels, outGradient[i]);
    }
    return gradient;
  }

  private static PlainSums withBias(int size, double[] bias) {
    PlainSums out = new PlainSums(size);
    for (int i = 0; i < size; i++) {
      out.add(i, bias[i % bias.length]);
    }
    return out;
  }

  private static void forEach(ConvolutionShape s, int batch, Triple triple) {
    for (int n = 0; n < batch; n++) {
      for (int i = 0; i < s.outHeight(); i++) {
        for (int j = 0; j < s.outWidth(); j++) {
          for (int a = 0; a < s.kernelHeight(); a++) {
            for (int b = 0; b < s.kernelWidth(); b++) {
              int row = i * s.stride() + a - s.padding();
              int column = j * s.stride() + b - s.padding();
              if (row >= 0 && row < s.height() && column >= 0 && column < s.width()) {
                int input = ((n * s.height() + row) * s.width() + column) * s.channels();
                int weight = (a * s.kernelWidth() + b) * s.channels() * s.outChannels();
                int output = ((n * s.outHeight() + i) * s.outWidth() + j) * s.outChannels();
                channels(s, input, weight, output, triple);
              }
            }
          }
        }
      }
    }
  }

  private static void channels(
      ConvolutionShape s, int input, int weight, int output, Triple triple) {
    for (int c = 0; c < s.channels(); c++) {
      for (int d = 0; d < s.outChannels(); d++) {
        triple.visit(input + c, weight + c * s.outChannels() + d, output + d);
      }
    }
  }
}

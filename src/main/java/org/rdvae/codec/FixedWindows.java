package org.rdvae.codec;

import java.util.Optional;
import org.rdvae.network.Convolution;
import org.rdvae.network.TransposedConvolution;

/**
 * Which places of the input a place of a convolution's output reads, in one direction. Place p
 * reads the inputs i with, for k from 0 to kernel - 1,
 *
 * <pre>
 * convolution             i = p stride - padding + k
 * transposed convolution  p = i stride - padding + k
 * </pre>
 *
 * <p>as far as there are such inputs; others are zeros.
 */
record FixedWindows(int kernel, int stride, int padding, int outputPadding, boolean transposed) {

  static final FixedWindows ONE_PLACE = new FixedWindows(1, 1, 0, 0, false);

  static FixedWindows of(Convolution layer) {
    int padding = padding(layer.kernel(), layer.padding());
    return new FixedWindows(layer.kernel(), layer.stride(), padding, 0, false);
  }

  static FixedWindows of(TransposedConvolution layer) {
    int padding = padding(layer.kernel(), layer.padding());
    return new FixedWindows(layer.kernel(), layer.stride(), padding, layer.outputPadding(), true);
  }

  private static int padding(int kernel, Optional<Integer> padding) {
    return padding.orElse((kernel - 1) / 2);
  }

  /** Number of places of the output. */
  int outputSize(int size) {
    return transposed
        ? (size - 1) * stride + kernel + outputPadding - 2 * padding
        : (size + 2 * padding - kernel) / stride + 1;
  }

  /** The input that place {@code out} reads with weight {@code k}; -1 if there is none. */
  int source(int out, int k, int size) {
    if (transposed) {
      int distance = out + padding - k;
      return distance >= 0 && distance % stride == 0 && distance / stride < size
          ? distance / stride
          : -1;
    }
    int in = out * stride - padding + k;
    return in >= 0 && in < size ? in : -1;
  }
}

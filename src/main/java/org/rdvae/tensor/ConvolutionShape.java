package org.rdvae.tensor;

import java.util.Locale;

/**
 * A two-dimensional convolution of feature maps: out[i, j, o] = bias[o] + Σ x[i s + a - p, j s + b
 * - p, c] weight[a, b, c, o] over the kernel's rows a and columns b and the channels c, with stride
 * s and p rows and columns of zeros around the input.
 *
 * <p>Maps are stored height first, channels last, and an image is one row of a matrix. The weights
 * are the matrix [kernelHeight x kernelWidth x channels, outChannels] in the order of the indices
 * above. The padding is smaller than the kernel, so that every window has a part of the input.
 *
 * <p>A transposed convolution has the shape of the convolution whose adjoint it is: its input is
 * [outHeight, outWidth, outChannels] and its output [height, width, channels]. For a stride above 1
 * several output sizes belong to one input size; that choice is elsewhere called output padding.
 *
 * <p>Refuses sizes that do not belong together.
 */
public record ConvolutionShape(
    int height,
    int width,
    int channels,
    int outHeight,
    int outWidth,
    int outChannels,
    int kernelHeight,
    int kernelWidth,
    int stride,
    int padding) {

  public ConvolutionShape {
    boolean positive =
        Math.min(Math.min(height, width), channels) > 0
            && Math.min(Math.min(outHeight, outWidth), outChannels) > 0
            && Math.min(Math.min(kernelHeight, kernelWidth), stride) > 0
            && padding >= 0;
    if (!positive
        || outHeight != outSize(height, kernelHeight, stride, padding)
        || outWidth != outSize(width, kernelWidth, stride, padding)) {
      throw new IllegalArgumentException(
          "A convolution with a "
              + String.format(
                  Locale.ROOT,
                  "%d x %d kernel, stride %d and padding %d does not lead from %d x %d x %d to"
                      + " %d x %d x %d",
                  kernelHeight,
                  kernelWidth,
                  stride,
                  padding,
                  height,
                  width,
                  channels,
                  outHeight,
                  outWidth,
                  outChannels));
    }
    if (padding >= Math.min(kernelHeight, kernelWidth)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "The padding of a %d x %d kernel must be smaller than the kernel, found %d",
              kernelHeight,
              kernelWidth,
              padding));
    }
  }

  /**
   * Rows (or columns) that a convolution makes of {@code size} of them: ⌊(size + 2 padding -
   * kernel) / stride⌋ + 1, or 0 if the kernel does not fit.
   */
  public static int outSize(int size, int kernel, int stride, int padding) {
    int room = size + 2 * padding - kernel;
    return room < 0 ? 0 : room / stride + 1;
  }

  /** Elements of one input image. */
  public int inputSize() {
    return height * width * channels;
  }

  /** Elements of one output image. */
  public int outputSize() {
    return outHeight * outWidth * outChannels;
  }

  /** Inputs that one output element is a sum over; the rows of the weight matrix. */
  public int windowSize() {
    return kernelHeight * kernelWidth * channels;
  }

  /**
   * Whether the windows reach the last padded row and column, so that the output size of the
   * transposed convolution is the smallest of the possible ones.
   */
  boolean coversItsInput() {
    return stride * (outHeight - 1) + kernelHeight == height + 2 * padding
        && stride * (outWidth - 1) + kernelWidth == width + 2 * padding;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d x %d x %d to %d x %d x %d by %d x %d, stride %d, padding %d",
        height,
        width,
        channels,
        outHeight,
        outWidth,
        outChannels,
        kernelHeight,
        kernelWidth,
        stride,
        padding);
  }
}

package org.rdvae.tensor;

import java.util.Locale;

/**
 * Windows of [kernelHeight, kernelWidth] over feature maps [height, width, channels], {@code
 * stride} apart in both directions, without padding: rows and columns at the end that fill no
 * window are left out. Maps are stored height first, channels last, and an image is one row of a
 * matrix. Refuses sizes that no window fits.
 */
public record PoolShape(
    int height, int width, int channels, int kernelHeight, int kernelWidth, int stride) {

  public PoolShape {
    boolean positive = channels > 0 && Math.min(Math.min(kernelHeight, kernelWidth), stride) > 0;
    if (!positive || height < kernelHeight || width < kernelWidth) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "No %d x %d window with stride %d fits maps of %d x %d x %d",
              kernelHeight,
              kernelWidth,
              stride,
              height,
              width,
              channels));
    }
  }

  public int outHeight() {
    return ConvolutionShape.outSize(height, kernelHeight, stride, 0);
  }

  public int outWidth() {
    return ConvolutionShape.outSize(width, kernelWidth, stride, 0);
  }

  /** Elements of one input image. */
  public int inputSize() {
    return height * width * channels;
  }

  /** Elements of one output image. */
  public int outputSize() {
    return outHeight() * outWidth() * channels;
  }
}

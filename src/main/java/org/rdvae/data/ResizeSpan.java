package org.rdvae.data;

/**
 * Which stretch of a picture, along one of its axes, goes where.
 *
 * @param start left or upper edge in the picture, in pixels
 * @param extent length in the picture, in pixels, which need not be whole
 * @param targetStart first pixel in the result
 * @param targetLength pixels in the result
 */
record ResizeSpan(double start, double extent, int targetStart, int targetLength) {

  /** The same stretch, counted from the other end of a picture of {@code length} pixels. */
  ResizeSpan mirrored(int length) {
    return new ResizeSpan(length - start - extent, extent, targetStart, targetLength);
  }

  /** The same stretch of a picture of which only every {@code step}-th pixel was kept. */
  ResizeSpan thinned(int step) {
    return new ResizeSpan(start / step, extent / step, targetStart, targetLength);
  }

  /** Pixels of the picture for one of the result. */
  double shrinkage() {
    return extent / targetLength;
  }
}

package org.rdvae.tensor;

/**
 * One axis of a phase of {@link SubpixelConvolution}: a convolution with stride 1 whose result from
 * element {@code skipped} on is every stride-th element of the output, beginning with number {@code
 * phase}. ND4J pads both ends alike, so it computes a few elements that nobody wants.
 *
 * @param taps elements of the part of the kernel
 * @param lastIndex in the whole kernel, of the part's first element; the others lie a stride before
 * @param padding zeros at either end of the input
 * @param outSize elements that this computes
 * @param skipped how many of them come before the first wanted one
 * @param count wanted elements
 */
record SubpixelPhase(
    int phase,
    int taps,
    int lastIndex,
    int stride,
    int padding,
    int outSize,
    int skipped,
    int count) {

  /**
   * @param size of the output
   * @param inputs elements of the input
   * @param kernel elements of the whole kernel, not fewer than the stride
   */
  static SubpixelPhase of(
      int phase, int size, int inputs, int kernel, int stride, int convolutionPadding) {
    // Output element stride q + phase meets input element q + shift at kernel element
    // phase + convolutionPadding - stride shift.
    int offset = phase + convolutionPadding;
    int firstShift = -Math.floorDiv(kernel - 1 - offset, stride);
    int lastShift = Math.floorDiv(offset, stride);
    int taps = lastShift - firstShift + 1;
    int count = Math.floorDiv(size - phase + stride - 1, stride);
    int padding = Math.max(0, Math.max(-firstShift, lastShift + count - inputs));
    return new SubpixelPhase(
        phase,
        taps,
        offset - stride * firstShift,
        stride,
        padding,
        inputs + 2 * padding - taps + 1,
        padding + firstShift,
        count);
  }

  /** Which element of the whole kernel is number {@code tap} of the part. */
  int kernelIndex(int tap) {
    return lastIndex - stride * tap;
  }

  /** Whether the phase is the whole output of the given size, so that it may be written there. */
  boolean isWhole(int size, int outputStride) {
    return outputStride == 1 && skipped == 0 && outSize == size;
  }
}

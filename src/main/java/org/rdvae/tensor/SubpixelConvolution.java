package org.rdvae.tensor;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A transposed convolution as stride x stride ordinary ones. Output elements whose row is r and
 * whose column is q modulo the stride meet the same elements of the kernel, so each such pair (a
 * phase) is a convolution with stride 1 by that part of the kernel, turned round. Shi et al.,
 * Real-Time Single Image and Video Super-Resolution Using an Efficient Sub-Pixel Convolutional
 * Neural Network, CVPR 2016.
 *
 * <p>Why not simply oneDNN's transposed convolution: with a stride above 1 that takes twice the
 * time, and ND4J's call for it knows only the smallest of the possible output sizes.
 */
final class SubpixelConvolution {
  private final ConvolutionCalls calls;
  private final ConvolutionShape shape;
  private final List<Operation> operations = new ArrayList<>();

  private SubpixelConvolution(ConvolutionCalls calls, ConvolutionShape shape) {
    this.calls = calls;
    this.shape = shape;
  }

  /** Whether every phase has a part of the kernel. */
  static boolean fits(ConvolutionShape shape) {
    return shape.stride() <= Math.min(shape.kernelHeight(), shape.kernelWidth());
  }

  /** Arguments as those of {@link Kernels#convolveTransposed}. */
  static Operation of(
      ConvolutionCalls calls,
      Tensor y,
      Tensor weight,
      Tensor bias,
      ConvolutionShape shape,
      Tensor out) {
    SubpixelConvolution planned = new SubpixelConvolution(calls, shape);
    for (int row = 0; row < shape.stride(); row++) {
      for (int column = 0; column < shape.stride(); column++) {
        planned.addPhase(
            SubpixelPhase.of(
                row,
                shape.height(),
                shape.outHeight(),
                shape.kernelHeight(),
                shape.stride(),
                shape.padding()),
            SubpixelPhase.of(
                column,
                shape.width(),
                shape.outWidth(),
                shape.kernelWidth(),
                shape.stride(),
                shape.padding()),
            y,
            weight,
            bias,
            out);
      }
    }
    return ConvolutionCalls.list(planned.operations.toArray(Operation[]::new));
  }

  private void addPhase(
      SubpixelPhase rows, SubpixelPhase columns, Tensor y, Tensor weight, Tensor bias, Tensor out) {
    if (rows.count() == 0 || columns.count() == 0) {
      return;
    }
    int batch = y.rows();
    int channels = shape.channels();
    INDArray kernel = addKernel(rows, columns, weight);
    boolean isWhole =
        rows.isWhole(shape.height(), shape.stride())
            && columns.isWhole(shape.width(), shape.stride());
    long[] mapSize = {batch, rows.outSize(), columns.outSize(), channels};
    Tensor map =
        isWhole
            ? out
            : calls.memory().scratch(batch, rows.outSize() * columns.outSize() * channels);
    operations.add(
        new CustomCall(
                calls.calls(),
                "conv2d",
                new INDArray[] {
                  ConvolutionCalls.output(shape, y), kernel, ConvolutionCalls.row(bias)
                },
                NativeMemory.reshape(map, mapSize))
            .integers(
                rows.taps(), columns.taps(), 1, 1, rows.padding(), columns.padding(), 1, 1, 0, 1));
    if (!isWhole) {
      operations.add(interleave(rows, columns, map, out));
    }
  }

  /** Plans the copying of the phase's part of the kernel, which must follow the weights. */
  private INDArray addKernel(SubpixelPhase rows, SubpixelPhase columns, Tensor weight) {
    int in = shape.outChannels();
    int out = shape.channels();
    long tap = (long) in * out;
    Tensor kernel = calls.memory().tensor(rows.taps() * columns.taps() * in, out);
    for (int i = 0; i < rows.taps(); i++) {
      for (int j = 0; j < columns.taps(); j++) {
        long from = (long) rows.kernelIndex(i) * shape.kernelWidth() + columns.kernelIndex(j);
        long to = (long) i * columns.taps() + j;
        long[] size = {1, in, out};
        operations.add(
            ElementwiseCall.copy(
                calls.calls(),
                NativeMemory.window(weight, from * tap, size, new long[] {tap, 1, in}),
                NativeMemory.window(kernel, to * tap, size, new long[] {tap, out, 1})));
      }
    }
    return NativeMemory.reshape(kernel, rows.taps(), columns.taps(), in, out);
  }

  private Operation interleave(SubpixelPhase rows, SubpixelPhase columns, Tensor map, Tensor out) {
    long channels = shape.channels();
    long mapRow = columns.outSize() * channels;
    long outRow = shape.width() * channels;
    long[] size = {map.rows(), rows.count(), columns.count(), channels};
    return ElementwiseCall.copy(
        calls.calls(),
        NativeMemory.window(
            map,
            rows.skipped() * mapRow + columns.skipped() * channels,
            size,
            new long[] {rows.outSize() * mapRow, mapRow, channels, 1}),
        NativeMemory.window(
            out,
            rows.phase() * outRow + columns.phase() * channels,
            size,
            new long[] {shape.inputSize(), shape.stride() * outRow, shape.stride() * channels, 1}));
  }
}

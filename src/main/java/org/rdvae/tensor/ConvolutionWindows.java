package org.rdvae.tensor;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.rdvae.tensor.ElementwiseCall.Pairwise;

/**
 * The windows that a convolution looks at as rows of a matrix, which makes the convolution one
 * matrix product: row (image, i, j) of [batch outHeight outWidth, kernelHeight kernelWidth
 * channels] is the window of output element i, j. Elsewhere this is called im2col, and the way back
 * col2im.
 *
 * <p>Both ways are copies between windows with strides: ND4J's own operations of those names take
 * twenty times as long.
 */
final class ConvolutionWindows {
  private final NativeCalls calls;
  private final NativeMemory memory;
  private final ConvolutionShape shape;
  private final int batch;
  private final Tensor columns;

  // Elements from one row of the zero-padded map to the next, and from one map to the next.
  private final int paddedRow;
  private final int paddedMap;

  ConvolutionWindows(NativeCalls calls, NativeMemory memory, ConvolutionShape shape, int batch) {
    this.calls = calls;
    this.memory = memory;
    this.shape = shape;
    this.batch = batch;
    paddedRow = (shape.width() + 2 * shape.padding()) * shape.channels();
    paddedMap = (shape.height() + 2 * shape.padding()) * paddedRow;
    columns = memory.scratch(batch * shape.outHeight() * shape.outWidth(), shape.windowSize());
  }

  /** The matrix of windows. Its contents do not outlive the operation that they are part of. */
  Tensor columns() {
    return columns;
  }

  /** columns = the windows of x. */
  Operation gather(Tensor x) {
    if (shape.padding() == 0) {
      return spread(x);
    }
    Tensor padded = memory.tensor(batch, paddedMap);
    Operation pad = ElementwiseCall.copy(calls, whole(x), interior(padded));
    Operation spread = spread(padded);
    return () -> {
      pad.run();
      spread.run();
    };
  }

  private Operation spread(Tensor padded) {
    int kernelRow = shape.kernelWidth() * shape.channels();
    long[] size = {batch, shape.outHeight(), shape.outWidth(), shape.kernelHeight(), kernelRow};
    long[] strides = {
      paddedMap,
      (long) shape.stride() * paddedRow,
      (long) shape.stride() * shape.channels(),
      paddedRow,
      1
    };
    return ElementwiseCall.copy(
        calls, NativeMemory.window(padded, 0, size, strides), NativeMemory.reshape(columns, size));
  }

  /**
   * x = for each of its elements the sum of what the columns hold for it: the adjoint of {@link
   * #gather}. A block of stride x stride kernel elements meets every element of x at most once, so
   * each block is copied to a map of its own, and the maps are added.
   */
  Operation scatter(Tensor x) {
    List<Operation> operations = new ArrayList<>();
    List<Tensor> maps = new ArrayList<>();
    for (int top = 0; top < shape.kernelHeight(); top += shape.stride()) {
      for (int left = 0; left < shape.kernelWidth(); left += shape.stride()) {
        // What the block does not meet stays zero for ever.
        Tensor map = memory.tensor(batch, paddedMap);
        operations.add(block(top, left, map));
        maps.add(map);
      }
    }
    Tensor sum = maps.get(0);
    if (maps.size() > 1) {
      // The columns have been read when the first sum is written, so it may lie on top of them.
      Tensor total = shape.padding() == 0 ? x : memory.scratch(batch, paddedMap);
      for (Tensor map : maps.subList(1, maps.size())) {
        operations.add(ElementwiseCall.of(calls, Pairwise.ADD, sum, map, total));
        sum = total;
      }
    }
    if (sum != x) {
      operations.add(ElementwiseCall.copy(calls, interior(sum), whole(x)));
    }
    Operation[] all = operations.toArray(new Operation[0]);
    return () -> Operation.runAll(all);
  }

  /** Copies the columns of the block whose first kernel element is [top, left]. */
  private Operation block(int top, int left, Tensor map) {
    int stride = shape.stride();
    int channels = shape.channels();
    int window = shape.windowSize();
    int kernelRow = shape.kernelWidth() * channels;
    int rows = Math.min(stride, shape.kernelHeight() - top);
    int blockRow = Math.min(stride, shape.kernelWidth() - left) * channels;
    long[] size = {batch, shape.outHeight(), rows, shape.outWidth(), blockRow};
    long outRow = (long) shape.outWidth() * window;
    long[] from = {shape.outHeight() * outRow, outRow, kernelRow, window, 1};
    long[] to = {paddedMap, (long) stride * paddedRow, paddedRow, (long) stride * channels, 1};
    return ElementwiseCall.copy(
        calls,
        NativeMemory.window(columns, (long) top * kernelRow + (long) left * channels, size, from),
        NativeMemory.window(map, (long) top * paddedRow + (long) left * channels, size, to));
  }

  private INDArray whole(Tensor x) {
    return NativeMemory.reshape(x, batch, shape.height(), (long) shape.width() * shape.channels());
  }

  private INDArray interior(Tensor padded) {
    int padding = shape.padding();
    return NativeMemory.window(
        padded,
        (long) padding * paddedRow + (long) padding * shape.channels(),
        new long[] {batch, shape.height(), (long) shape.width() * shape.channels()},
        new long[] {paddedMap, paddedRow, 1});
  }
}

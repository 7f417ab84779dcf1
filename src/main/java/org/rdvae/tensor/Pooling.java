package org.rdvae.tensor;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.rdvae.tensor.ElementwiseCall.WithScalar;

/** Feature maps made smaller and larger without weights. */
final class Pooling {
  private final NativeCalls calls;
  private final NativeMemory memory;

  Pooling(NativeCalls calls, NativeMemory memory) {
    this.calls = calls;
    this.memory = memory;
  }

  Operation max(Tensor x, PoolShape shape, Tensor out) {
    expect(shape, x, out);
    return custom("maxpool2d", shape, output(shape, out), input(shape, x));
  }

  Operation maxGradient(Tensor x, Tensor outGradient, PoolShape shape, Tensor xGradient) {
    expect(shape, x, outGradient);
    expect(shape, xGradient, outGradient);
    return custom(
        "maxpool2d_bp",
        shape,
        input(shape, xGradient),
        input(shape, x),
        output(shape, outGradient));
  }

  Operation average(Tensor x, PoolShape shape, Tensor out) {
    expect(shape, x, out);
    return custom("avgpool2d", shape, output(shape, out), input(shape, x));
  }

  Operation averageGradient(Tensor outGradient, PoolShape shape, Tensor xGradient) {
    expect(shape, xGradient, outGradient);
    // The call asks for the input, but only its shape matters.
    return custom(
        "avgpool2d_bp",
        shape,
        input(shape, xGradient),
        input(shape, xGradient),
        output(shape, outGradient));
  }

  Operation upsample(Tensor x, int height, int width, int channels, int factor, Tensor out) {
    PoolShape shape = copies(height, width, channels, factor);
    expect(shape, out, x);
    long[] size = {(long) x.rows() * height, factor, width, factor, channels};
    long row = (long) width * channels;
    // A stride of 0 reads the same pixel again.
    return ElementwiseCall.copy(
        calls,
        NativeMemory.window(x, 0, size, new long[] {row, 0, channels, 0, 1}),
        NativeMemory.reshape(out, size));
  }

  Operation upsampleGradient(
      Tensor outGradient, int height, int width, int channels, int factor, Tensor xGradient) {
    PoolShape shape = copies(height, width, channels, factor);
    Operation mean = average(outGradient, shape, xGradient);
    Operation sum =
        ElementwiseCall.of(
            calls,
            WithScalar.MULTIPLY,
            xGradient,
            memory.scalar((double) factor * factor),
            xGradient);
    return () -> {
      mean.run();
      sum.run();
    };
  }

  /** The pooling that takes the copies of a pixel together. */
  private static PoolShape copies(int height, int width, int channels, int factor) {
    return new PoolShape(height * factor, width * factor, channels, factor, factor, factor);
  }

  private CustomCall custom(String name, PoolShape shape, INDArray output, INDArray... inputs) {
    int padding = 0;
    int dilation = 1;
    int samePadding = 0;
    int divisor = 0;
    int channelsLast = 1;
    return new CustomCall(calls, name, inputs, output)
        .integers(
            shape.kernelHeight(),
            shape.kernelWidth(),
            shape.stride(),
            shape.stride(),
            padding,
            padding,
            dilation,
            dilation,
            samePadding,
            divisor,
            channelsLast);
  }

  private static void expect(PoolShape shape, Tensor input, Tensor output) {
    Shapes.expect(shape, "larger maps", input.rows(), shape.inputSize(), input);
    Shapes.expect(shape, "smaller maps", input.rows(), shape.outputSize(), output);
  }

  private static INDArray input(PoolShape shape, Tensor x) {
    return NativeMemory.reshape(x, x.rows(), shape.height(), shape.width(), shape.channels());
  }

  private static INDArray output(PoolShape shape, Tensor y) {
    return NativeMemory.reshape(y, y.rows(), shape.outHeight(), shape.outWidth(), shape.channels());
  }
}

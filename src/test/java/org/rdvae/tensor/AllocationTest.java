package org.rdvae.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A planned call makes no Java objects, so that a training step leaves nothing to the garbage
 * collector.
 */
class AllocationTest {
  private static final int RUNS = 1000;

  @Test
  void runningAPlannedCallAllocatesNothing() {
    try (Nd4jKernels kernels = (Nd4jKernels) TestDevice.CPU.kernels(Precision.FLOAT32)) {
      Tensor x = kernels.tensor(3, 7);
      Tensor y = kernels.tensor(3, 7);
      Tensor row = kernels.tensor(1, 7);
      Tensor square = kernels.tensor(3, 3);
      Tensor out = kernels.tensor(3, 7);
      Scalar number = kernels.scalar(0.5);
      Map<String, Operation> operations = new LinkedHashMap<>();
      operations.put("product", kernels.multiplyMatrices(x, false, y, true, square));
      operations.put(
          "product by OpenBLAS", kernels.products().product("openblas", x, false, y, true, square));
      operations.put("addRow", kernels.addRow(x, row, out));
      operations.put("sumRows", kernels.sumRows(x, row));
      operations.put("sumRows by reduction", kernels.products().sumRows("reduce", x, row));
      operations.put("multiplyRow", kernels.multiplyRow(x, row, out));
      operations.put("add", kernels.add(x, y, out));
      operations.put("scale", kernels.scale(x, number, out));
      operations.put("tanh", kernels.tanh(x, out));
      operations.put("exp", kernels.exp(x, out));
      operations.put("absolute", kernels.absolute(x, out));
      operations.put("sign", kernels.sign(x, out));
      operations.put("round", kernels.round(x, out));
      operations.put("root", kernels.root(x, out));
      operations.put("inverseRoot", kernels.inverseRoot(x, out));
      operations.put("copy", kernels.copy(x, out));
      Tensor column = kernels.tensor(3, 1);
      operations.put("addColumn", kernels.addColumn(x, column, out));
      operations.put("sumColumns", kernels.sumColumns(x, column));
      operations.put(
          "splitColumns",
          kernels.splitColumns(x, List.of(kernels.tensor(3, 2), kernels.tensor(3, 5))));
      putConvolutions(kernels, operations);
      operations.put("list", listOf(kernels.add(x, y, out), kernels.exp(x, out)));
      operations.put("setting a number", () -> number.set(0.25));
      operations.put("copying in and out", copy(out));
      operations.forEach(
          (name, operation) ->
              assertThat(bytesPerRun(operation)).as("bytes of a run of %s", name).isLessThan(64));
    }
  }

  private static void putConvolutions(Nd4jKernels kernels, Map<String, Operation> operations) {
    ConvolutionShape s = new ConvolutionShape(6, 6, 2, 3, 3, 3, 4, 4, 2, 1);
    Tensor x = kernels.tensor(2, s.inputSize());
    Tensor y = kernels.tensor(2, s.outputSize());
    Tensor w = kernels.tensor(s.windowSize(), 3);
    Tensor three = kernels.tensor(1, 3);
    Tensor two = kernels.tensor(1, 2);
    Tensor toX = kernels.tensor(2, s.inputSize());
    Tensor toY = kernels.tensor(2, s.outputSize());
    Tensor toW = kernels.tensor(s.windowSize(), 3);
    Convolutions plain = kernels.convolutions();
    TransposedConvolutions transposed = kernels.transposedConvolutions();
    for (String call : List.of("onednn", "product")) {
      operations.put("convolve, " + call, plain.convolve(call, x, w, three, s, y));
      operations.put(
          "convolveGradients, " + call, plain.gradients(call, x, w, y, s, toX, toW, three));
      operations.put(
          "convolveTransposedGradients, " + call,
          transposed.gradients(call, y, w, x, s, toY, toW, two));
    }
    for (String call : List.of("subpixel", "product")) {
      operations.put("convolveTransposed, " + call, transposed.convolve(call, y, w, two, s, x));
    }
    PoolShape pool = new PoolShape(6, 6, 2, 2, 2, 2);
    Tensor pooled = kernels.tensor(2, pool.outputSize());
    operations.put("maxPool", kernels.maxPool(x, pool, pooled));
    operations.put("maxPoolGradient", kernels.maxPoolGradient(x, pooled, pool, toX));
    operations.put("averagePoolGradient", kernels.averagePoolGradient(pooled, pool, toX));
    operations.put("upsample", kernels.upsample(pooled, 3, 3, 2, 2, toX));
    operations.put("upsampleGradient", kernels.upsampleGradient(toX, 3, 3, 2, 2, pooled));
  }

  private static Operation listOf(Operation... operations) {
    return () -> Operation.runAll(operations);
  }

  private static Operation copy(Tensor tensor) {
    float[] host = new float[21];
    return () -> {
      tensor.read(host);
      tensor.write(host);
    };
  }

  private static double bytesPerRun(Operation operation) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    for (int i = 0; i < RUNS; i++) {
      operation.run();
    }
    long before = threads.getThreadAllocatedBytes(thread);
    for (int i = 0; i < RUNS; i++) {
      operation.run();
    }
    return (double) (threads.getThreadAllocatedBytes(thread) - before) / RUNS;
  }
}

package org.rdvae.tensor;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.rdvae.tensor.ElementwiseCall.Function;
import org.rdvae.tensor.ElementwiseCall.Pairwise;
import org.rdvae.tensor.ElementwiseCall.WithScalar;

/** {@link Kernels} on ND4J's native CPU library. */
final class Nd4jKernels implements Kernels {
  private final Precision precision;
  private final DataType type;
  private final CallTable table;
  private final int threads;
  private final CpuFeatures features;
  private final OperationClock clock = new OperationClock();
  private final NativeOps library = NativeOpsHolder.getInstance().getDeviceNativeOps();

  /**
   * Arrays that own memory. Views and call contexts hold references to them and are kept in the
   * operations.
   */
  private final List<INDArray> owned = new ArrayList<>();

  Nd4jKernels(Precision precision, CallTable table, int threads, CpuFeatures features) {
    this.precision = precision;
    this.table = table;
    this.threads = threads;
    this.features = features;
    type = precision == Precision.FLOAT32 ? DataType.FLOAT : DataType.DOUBLE;
  }

  @Override
  public Precision precision() {
    return precision;
  }

  @Override
  public OperationClock clock() {
    return clock;
  }

  @Override
  public Tensor tensor(int rows, int columns) {
    INDArray array = Nd4j.create(type, new long[] {rows, columns}, 'c');
    owned.add(array);
    return new Tensor(array, rows, columns);
  }

  @Override
  public Tensor view(Tensor owner, long offset, int rows, int columns) {
    long length = (long) rows * columns;
    if (offset < 0 || offset + length > owner.size()) {
      throw new IllegalArgumentException(
          "A view of " + length + " elements from " + offset + " leaves the tensor " + owner);
    }
    return new Tensor(window(owner, offset, length, rows, columns), rows, columns);
  }

  private static INDArray window(Tensor owner, long offset, long length, long... shape) {
    // ND4J counts from the beginning of the memory, even when the owner is itself a view.
    DataBuffer data =
        Nd4j.createBuffer(owner.array().data(), owner.array().offset() + offset, length);
    long[] stride = shape.length == 1 ? new long[] {1} : new long[] {shape[1], 1};
    return Nd4j.create(data, shape, stride, 0, 'c');
  }

  @Override
  public Scalar scalar(double initial) {
    INDArray array = Nd4j.scalar(type, initial);
    owned.add(array);
    return new Scalar(array);
  }

  @Override
  public Operation multiplyMatrices(
      Tensor a, boolean transposeA, Tensor b, boolean transposeB, Tensor out) {
    int m = transposeA ? a.columns() : a.rows();
    int k = transposeA ? a.rows() : a.columns();
    int kOfB = transposeB ? b.columns() : b.rows();
    int n = transposeB ? b.rows() : b.columns();
    if (k != kOfB || out.rows() != m || out.columns() != n) {
      throw new IllegalArgumentException(
          "Product of "
              + a
              + (transposeA ? " transposed" : "")
              + " and "
              + b
              + (transposeB ? " transposed" : "")
              + " into "
              + out);
    }
    String call = table.call("matmul", m, n, k, threads, features);
    return product(call, a, transposeA, b, transposeB, out);
  }

  /** One product by a named call; every candidate of the table is reached here. */
  Operation product(
      String call, Tensor a, boolean transposeA, Tensor b, boolean transposeB, Tensor out) {
    return new CustomCall(
            library, clock, "matmul", new INDArray[] {a.array(), b.array()}, out.array())
        .integers(transposeA ? 1 : 0, transposeB ? 1 : 0, 0)
        .reals(1.0, 0.0)
        .helpers(
            switch (call) {
              case "onednn" -> true;
              case "openblas" -> false;
              default ->
                  throw new IllegalStateException(
                      "The call table names an unknown product: " + call);
            });
  }

  @Override
  public Operation addRow(Tensor x, Tensor bias, Tensor out) {
    sameShape(x, out);
    rowOf(x, bias);
    INDArray vector = window(bias, 0, bias.columns(), bias.columns());
    return new CustomCall(
        library, clock, "biasadd", new INDArray[] {x.array(), vector}, out.array());
  }

  @Override
  public Operation sumRows(Tensor x, Tensor out) {
    rowOf(x, out);
    String call = table.call("sum-rows", x.rows(), x.columns(), 1, threads, features);
    return sumRows(call, x, out);
  }

  /** One sum over rows by a named call; every candidate of the table is reached here. */
  Operation sumRows(String call, Tensor x, Tensor out) {
    return switch (call) {
      case "ones-product" -> {
        Tensor ones = tensor(1, x.rows());
        ones.array().assign(1.0);
        yield product("onednn", ones, false, x, false, out);
      }
      case "ones-product-openblas" -> {
        Tensor ones = tensor(1, x.rows());
        ones.array().assign(1.0);
        yield product("openblas", ones, false, x, false, out);
      }
      case "reduce" ->
          new CustomCall(
                  library,
                  clock,
                  "reduce_sum",
                  new INDArray[] {x.array()},
                  window(out, 0, out.columns(), out.columns()))
              .integers(0);
      default -> throw new IllegalStateException("The call table names an unknown sum: " + call);
    };
  }

  @Override
  public Operation multiplyRow(Tensor x, Tensor row, Tensor out) {
    sameShape(x, out);
    rowOf(x, row);
    return new CustomCall(
        library, clock, "multiply", new INDArray[] {x.array(), row.array()}, out.array());
  }

  @Override
  public Operation add(Tensor x, Tensor y, Tensor out) {
    return pairwise(Pairwise.ADD, x, y, out);
  }

  @Override
  public Operation subtract(Tensor x, Tensor y, Tensor out) {
    return pairwise(Pairwise.SUBTRACT, x, y, out);
  }

  @Override
  public Operation multiply(Tensor x, Tensor y, Tensor out) {
    return pairwise(Pairwise.MULTIPLY, x, y, out);
  }

  @Override
  public Operation scale(Tensor x, Scalar factor, Tensor out) {
    return withScalar(WithScalar.MULTIPLY, x, factor, out);
  }

  @Override
  public Operation shift(Tensor x, Scalar summand, Tensor out) {
    return withScalar(WithScalar.ADD, x, summand, out);
  }

  @Override
  public Operation atLeast(Tensor x, Scalar bound, Tensor out) {
    return withScalar(WithScalar.MAX, x, bound, out);
  }

  @Override
  public Operation atMost(Tensor x, Scalar bound, Tensor out) {
    return withScalar(WithScalar.MIN, x, bound, out);
  }

  @Override
  public Operation isAbove(Tensor x, Scalar threshold, Tensor out) {
    return withScalar(WithScalar.STEP, x, threshold, out);
  }

  @Override
  public Operation tanh(Tensor x, Tensor out) {
    sameShape(x, out);
    return new CustomCall(library, clock, "tanh", new INDArray[] {x.array()}, out.array());
  }

  @Override
  public Operation exp(Tensor x, Tensor out) {
    return function(Function.EXP, x, out);
  }

  @Override
  public Operation log(Tensor x, Tensor out) {
    return function(Function.LOG, x, out);
  }

  @Override
  public Operation erf(Tensor x, Tensor out) {
    return function(Function.ERF, x, out);
  }

  @Override
  public Operation absolute(Tensor x, Tensor out) {
    return function(Function.ABSOLUTE, x, out);
  }

  private Operation withScalar(WithScalar kind, Tensor x, Scalar number, Tensor out) {
    sameShape(x, out);
    return ElementwiseCall.of(library, clock, kind, x, number, out);
  }

  private Operation pairwise(Pairwise kind, Tensor x, Tensor y, Tensor out) {
    sameShape(x, y);
    sameShape(x, out);
    return ElementwiseCall.of(library, clock, kind, x, y, out);
  }

  private Operation function(Function kind, Tensor x, Tensor out) {
    sameShape(x, out);
    return ElementwiseCall.of(library, clock, kind, x, out);
  }

  private static void sameShape(Tensor x, Tensor y) {
    if (x.rows() != y.rows() || x.columns() != y.columns()) {
      throw new IllegalArgumentException("Shapes differ: " + x + " and " + y);
    }
  }

  private static void rowOf(Tensor x, Tensor row) {
    if (row.rows() != 1 || row.columns() != x.columns()) {
      throw new IllegalArgumentException(
          "Expected a row of " + x.columns() + " for " + x + ", found " + row);
    }
  }

  @Override
  public void close() {
    owned.forEach(INDArray::close);
    owned.clear();
  }
}

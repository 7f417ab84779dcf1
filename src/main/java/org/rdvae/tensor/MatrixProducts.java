package org.rdvae.tensor;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Matrix products and the sums that products with ones are. cuBLAS writes columns, and ND4J copies
 * what is to be rows; "column-major" therefore has it compute the transposed product, whose columns
 * are the rows.
 */
final class MatrixProducts {
  private final NativeCalls calls;
  private final NativeMemory memory;
  private final Choice choice;

  MatrixProducts(NativeCalls calls, NativeMemory memory, Choice choice) {
    this.calls = calls;
    this.memory = memory;
    this.choice = choice;
  }

  Operation product(Tensor a, boolean transposeA, Tensor b, boolean transposeB, Tensor out) {
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
    return product(choice.of("matmul", m, n, k), a, transposeA, b, transposeB, out);
  }

  /** One product by a named call; every candidate of the table is reached here. */
  Operation product(
      String call, Tensor a, boolean transposeA, Tensor b, boolean transposeB, Tensor out) {
    if (call.equals("column-major")) {
      return columnMajor(a, transposeA, b, transposeB, out);
    }
    return new CustomCall(calls, "matmul", new INDArray[] {a.array(), b.array()}, out.array())
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

  private Operation columnMajor(
      Tensor a, boolean transposeA, Tensor b, boolean transposeB, Tensor out) {
    INDArray left = transposeB ? b.array() : NativeMemory.transposed(b);
    INDArray right = transposeA ? a.array() : NativeMemory.transposed(a);
    return new CustomCall(
            calls, "matmul", new INDArray[] {left, right}, NativeMemory.transposed(out))
        .integers(0, 0, 0)
        .reals(1.0, 0.0);
  }

  Operation sumRows(Tensor x, Tensor out) {
    Shapes.rowOf(x, out);
    return sumRows(choice.of("sum-rows", x.rows(), x.columns(), 1), x, out);
  }

  /** One sum over rows by a named call; every candidate of the table is reached here. */
  Operation sumRows(String call, Tensor x, Tensor out) {
    return switch (call) {
      case "ones-product" -> product("onednn", memory.ones(1, x.rows()), false, x, false, out);
      case "ones-product-openblas" ->
          product("openblas", memory.ones(1, x.rows()), false, x, false, out);
      case "ones-product-column-major" ->
          product("column-major", memory.ones(1, x.rows()), false, x, false, out);
      case "reduce" ->
          new CustomCall(
                  calls,
                  "reduce_sum",
                  new INDArray[] {x.array()},
                  NativeMemory.reshape(out, out.columns()))
              .integers(0);
      default -> throw new IllegalStateException("The call table names an unknown sum: " + call);
    };
  }

  Operation sumColumns(Tensor x, Tensor out) {
    Shapes.columnOf(x, out);
    return sumColumns(choice.of("sum-columns", x.rows(), x.columns(), 1), x, out);
  }

  /** One sum over columns by a named call; every candidate of the table is reached here. */
  Operation sumColumns(String call, Tensor x, Tensor out) {
    return switch (call) {
      case "ones-product" -> product("onednn", x, false, memory.ones(x.columns(), 1), false, out);
      case "ones-product-openblas" ->
          product("openblas", x, false, memory.ones(x.columns(), 1), false, out);
      case "ones-product-column-major" ->
          product("column-major", x, false, memory.ones(x.columns(), 1), false, out);
      case "reduce" ->
          new CustomCall(
                  calls,
                  "reduce_sum",
                  new INDArray[] {x.array()},
                  NativeMemory.reshape(out, out.rows()))
              .integers(1);
      default -> throw new IllegalStateException("The call table names an unknown sum: " + call);
    };
  }
}

package org.rdvae.tensor;

/**
 * The narrow interface to the numerical library. A method does not compute: it plans a call on the
 * given tensors and returns the {@link Operation} that makes it, so that a training step is a fixed
 * list of operations on fixed memory.
 *
 * <p>Tensors are row-major matrices. An output may be the same tensor as an elementwise input ("in
 * place"), but never that of a product. Shapes are checked when the call is planned.
 *
 * <p>An instance owns every tensor and every native call context that it made; {@link #close} frees
 * them. It belongs to one thread at a time.
 */
public interface Kernels extends AutoCloseable {

  Precision precision();

  /** Nanoseconds spent inside native calls. */
  OperationClock clock();

  /** A new matrix of zeros. */
  Tensor tensor(int rows, int columns);

  /**
   * A matrix that shares memory with {@code owner}, beginning at its element {@code offset} in
   * row-major order.
   */
  Tensor view(Tensor owner, long offset, int rows, int columns);

  /** A number that an operation reads when it runs. */
  Scalar scalar(double initial);

  /** out = a b, each of a and b transposed if asked. */
  Operation multiplyMatrices(
      Tensor a, boolean transposeA, Tensor b, boolean transposeB, Tensor out);

  /** out = x plus the row vector {@code bias} on every row. */
  Operation addRow(Tensor x, Tensor bias, Tensor out);

  /** out (a row vector) = sum of the rows of x. */
  Operation sumRows(Tensor x, Tensor out);

  /** out = x with column j multiplied by element j of the row vector. */
  Operation multiplyRow(Tensor x, Tensor row, Tensor out);

  /** out = x + y, elementwise. */
  Operation add(Tensor x, Tensor y, Tensor out);

  /** out = x - y, elementwise. */
  Operation subtract(Tensor x, Tensor y, Tensor out);

  /** out = x y, elementwise. */
  Operation multiply(Tensor x, Tensor y, Tensor out);

  /** out = factor x. */
  Operation scale(Tensor x, Scalar factor, Tensor out);

  /** out = x + summand. */
  Operation shift(Tensor x, Scalar summand, Tensor out);

  /** out = max(x, bound). */
  Operation atLeast(Tensor x, Scalar bound, Tensor out);

  /** out = min(x, bound). */
  Operation atMost(Tensor x, Scalar bound, Tensor out);

  /** out = 1 where x is above the threshold, else 0. */
  Operation isAbove(Tensor x, Scalar threshold, Tensor out);

  /** out = tanh(x). */
  Operation tanh(Tensor x, Tensor out);

  /** out = exp(x). */
  Operation exp(Tensor x, Tensor out);

  /** out = log(x). */
  Operation log(Tensor x, Tensor out);

  /** out = erf(x), the error function. */
  Operation erf(Tensor x, Tensor out);

  /** out = |x|. */
  Operation absolute(Tensor x, Tensor out);

  @Override
  void close();
}

package org.rdvae.tensor;

import java.util.List;

/**
 * The narrow interface to the numerical library. A method does not compute: it plans a call on the
 * given tensors and returns the {@link Operation} that makes it, so that a training step is a fixed
 * list of operations on fixed memory.
 *
 * <p>Tensors are row-major matrices. An output may be the same tensor as an elementwise input ("in
 * place"), but never that of a product. Shapes are checked when the call is planned.
 *
 * <p>An instance owns every tensor and every native call context that it made; {@link #close} frees
 * them, after which tensors and operations throw an {@link IllegalStateException}. It belongs to
 * one thread at a time, and closing it while another computes is not survived.
 */
public interface Kernels extends AutoCloseable {

  Precision precision();

  /** Nanoseconds spent inside native calls. */
  OperationClock clock();

  /**
   * Whether tensors lie in memory that Java sees. If not, reading one waits for the device and
   * copies all of the memory that it is a part of.
   */
  boolean areInJavasMemory();

  /**
   * Gives the calling thread the device's number of threads, which the native library keeps for
   * each thread. Operations do it themselves; what computes past them, as a graph of Deeplearning4j
   * does, begins with this.
   */
  void prepareThread();

  /** A new matrix of zeros. */
  Tensor tensor(int rows, int columns);

  /**
   * A matrix that shares memory with {@code owner}, beginning at its element {@code offset} in
   * row-major order.
   */
  Tensor view(Tensor owner, long offset, int rows, int columns);

  /**
   * Tells of native memory that a plan takes past these kernels, for {@link Device#bytesOf}.
   *
   * @param bytes about
   */
  default void takesElsewhere(long bytes) {}

  /** A number that an operation reads when it runs. */
  Scalar scalar(double initial);

  /**
   * The number in a [1, 1] tensor, read when an operation runs: it follows whatever changes the
   * tensor, as a learned scale does.
   */
  Scalar scalar(Tensor cell);

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

  /** out = x / y, elementwise. */
  Operation divide(Tensor x, Tensor y, Tensor out);

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

  /** out = -1, 0 or 1 as x is below, at or above 0. */
  Operation sign(Tensor x, Tensor out);

  /** out = the integer nearest to x; of two equally near ones the one farther from 0. */
  Operation round(Tensor x, Tensor out);

  /** out = x². */
  Operation square(Tensor x, Tensor out);

  /** out = √x, for x of at least 0. */
  Operation root(Tensor x, Tensor out);

  /** out = 1 / √x, for positive x. */
  Operation inverseRoot(Tensor x, Tensor out);

  /** out = x. */
  Operation copy(Tensor x, Tensor out);

  /** out = x plus the column vector on every column. */
  Operation addColumn(Tensor x, Tensor column, Tensor out);

  /** out = x with row i multiplied by element i of the column vector. */
  Operation multiplyColumn(Tensor x, Tensor column, Tensor out);

  /** out (a column vector) = sum of the columns of x. */
  Operation sumColumns(Tensor x, Tensor out);

  /** out (a column vector) = the largest element of each row of x. */
  Operation maxColumns(Tensor x, Tensor out);

  /** out = the parts side by side; they have as many rows as out, and together its columns. */
  Operation joinColumns(List<Tensor> parts, Tensor out);

  /** Takes x apart into the parts that {@link #joinColumns} would put together. */
  Operation splitColumns(Tensor x, List<Tensor> parts);

  /**
   * out = the convolution of x with the weights plus the bias. x is [batch, height x width x
   * channels], out [batch, outHeight x outWidth x outChannels], bias [1, outChannels].
   */
  Operation convolve(Tensor x, Tensor weight, Tensor bias, ConvolutionShape shape, Tensor out);

  /**
   * The gradients of {@link #convolve} by its inputs, from that by its output.
   *
   * @param xGradient null if nobody needs it, as in a first layer; that is cheaper
   */
  Operation convolveGradients(
      Tensor x,
      Tensor weight,
      Tensor outGradient,
      ConvolutionShape shape,
      Tensor xGradient,
      Tensor weightGradient,
      Tensor biasGradient);

  /**
   * out = the transposed convolution of y plus the bias: the adjoint of the convolution that {@code
   * shape} describes. y is [batch, outHeight x outWidth x outChannels], out [batch, height x width
   * x channels], bias [1, channels]; the weights are that convolution's.
   */
  Operation convolveTransposed(
      Tensor y, Tensor weight, Tensor bias, ConvolutionShape shape, Tensor out);

  /**
   * The gradients of {@link #convolveTransposed} by its inputs, from that by its output.
   *
   * @param yGradient null if nobody needs it
   */
  Operation convolveTransposedGradients(
      Tensor y,
      Tensor weight,
      Tensor outGradient,
      ConvolutionShape shape,
      Tensor yGradient,
      Tensor weightGradient,
      Tensor biasGradient);

  /** out = the largest value of each window, channel by channel. */
  Operation maxPool(Tensor x, PoolShape shape, Tensor out);

  /** The gradient of {@link #maxPool} by x: of equal largest values the first gets it. */
  Operation maxPoolGradient(Tensor x, Tensor outGradient, PoolShape shape, Tensor xGradient);

  /** out = the mean of each window, channel by channel. */
  Operation averagePool(Tensor x, PoolShape shape, Tensor out);

  /** The gradient of {@link #averagePool} by x. */
  Operation averagePoolGradient(Tensor outGradient, PoolShape shape, Tensor xGradient);

  /**
   * out = every pixel of the maps [height, width, channels] in x repeated {@code factor} times in
   * both directions.
   */
  Operation upsample(Tensor x, int height, int width, int channels, int factor, Tensor out);

  /** The gradient of {@link #upsample} by x: the sum over the copies of a pixel. */
  Operation upsampleGradient(
      Tensor outGradient, int height, int width, int channels, int factor, Tensor xGradient);

  /**
   * m = β₁ m + (1 − β₁) g, v = β₂ v + (1 − β₂) g², out = m / (√v + ε), with g the gradient, m the
   * first and v the second moment. For memory that Java does not see: elsewhere a loop in Java is
   * ten times faster. Running it makes some garbage.
   */
  Operation adam(
      Tensor gradient, Tensor firstMoment, Tensor secondMoment, AdamRates rates, Tensor out);

  @Override
  void close();
}

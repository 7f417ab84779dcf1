package org.rdvae.tensor;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.nativeblas.NativeOpsHolder;
import org.rdvae.tensor.ElementwiseCall.Function;
import org.rdvae.tensor.ElementwiseCall.Pairwise;
import org.rdvae.tensor.ElementwiseCall.WithScalar;

/**
 * {@link Kernels} on one of ND4J's native libraries. What differs between the devices is how calls
 * are made ({@link NativeCalls}), where memory lies ({@link RemoteDevice}), and which of the
 * equivalent calls serves an operation (the call table).
 */
final class Nd4jKernels implements Kernels {
  /** So late in a training, Adam's bias correction is over: who needs one applies it. */
  private static final int CORRECTED = 1_000_000_000;

  private final Precision precision;
  private final NativeCalls calls;
  private final NativeMemory memory;
  private final MatrixProducts products;
  private final Columns columns;
  private final Convolutions convolutions;
  private final TransposedConvolutions transposedConvolutions;
  private final Pooling pooling;
  private long elsewhere;

  Nd4jKernels(Precision precision, Choice choice) {
    this(precision, choice, true, null);
  }

  /**
   * @param touched false plans only, on memory that takes nothing
   * @param remote null for the CPU
   */
  Nd4jKernels(Precision precision, Choice choice, boolean touched, RemoteDevice remote) {
    this.precision = precision;
    calls =
        new NativeCalls(
            NativeOpsHolder.getInstance().getDeviceNativeOps(), choice.threads(), remote);
    prepareThread();
    memory = new NativeMemory(precision, touched, remote);
    columns = new Columns(calls);
    products = new MatrixProducts(calls, memory, choice);
    ConvolutionCalls convolutionCalls = new ConvolutionCalls(calls, memory, choice, products);
    convolutions = new Convolutions(convolutionCalls);
    transposedConvolutions = new TransposedConvolutions(convolutionCalls);
    pooling = new Pooling(calls, memory);
  }

  /** Native memory that this instance owns, and what it was told of. */
  long bytes() {
    return memory.bytes() + elsewhere;
  }

  /** Also for tests, which call every candidate of the call table. */
  MatrixProducts products() {
    return products;
  }

  /** Also for tests, which call every candidate of the call table. */
  Convolutions convolutions() {
    return convolutions;
  }

  /** Also for tests, which call every candidate of the call table. */
  TransposedConvolutions transposedConvolutions() {
    return transposedConvolutions;
  }

  @Override
  public Precision precision() {
    return precision;
  }

  @Override
  public OperationClock clock() {
    return calls.clock();
  }

  @Override
  public boolean areInJavasMemory() {
    return calls.areDirect();
  }

  @Override
  public void prepareThread() {
    calls.prepareThread();
  }

  @Override
  public Tensor tensor(int rows, int columns) {
    return memory.tensor(rows, columns);
  }

  @Override
  public void takesElsewhere(long bytes) {
    elsewhere += bytes;
  }

  @Override
  public Tensor view(Tensor owner, long offset, int rows, int columns) {
    return NativeMemory.view(owner, offset, rows, columns);
  }

  @Override
  public Scalar scalar(double initial) {
    return memory.scalar(initial);
  }

  @Override
  public Scalar scalar(Tensor cell) {
    if (cell.size() != 1) {
      throw new IllegalArgumentException("Expected one number, found the tensor " + cell);
    }
    return new Scalar(cell);
  }

  @Override
  public Operation multiplyMatrices(
      Tensor a, boolean transposeA, Tensor b, boolean transposeB, Tensor out) {
    return products.product(a, transposeA, b, transposeB, out);
  }

  @Override
  public Operation addRow(Tensor x, Tensor bias, Tensor out) {
    Shapes.same(x, out);
    Shapes.rowOf(x, bias);
    INDArray vector = NativeMemory.reshape(bias, bias.columns());
    return new CustomCall(calls, "biasadd", new INDArray[] {x.array(), vector}, out.array());
  }

  @Override
  public Operation sumRows(Tensor x, Tensor out) {
    return products.sumRows(x, out);
  }

  @Override
  public Operation multiplyRow(Tensor x, Tensor row, Tensor out) {
    Shapes.same(x, out);
    Shapes.rowOf(x, row);
    return new CustomCall(calls, "multiply", new INDArray[] {x.array(), row.array()}, out.array());
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
  public Operation divide(Tensor x, Tensor y, Tensor out) {
    return pairwise(Pairwise.DIVIDE, x, y, out);
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
    Shapes.same(x, out);
    return new CustomCall(calls, "tanh", new INDArray[] {x.array()}, out.array());
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

  @Override
  public Operation sign(Tensor x, Tensor out) {
    return function(Function.SIGN, x, out);
  }

  @Override
  public Operation round(Tensor x, Tensor out) {
    return function(Function.ROUND, x, out);
  }

  @Override
  public Operation square(Tensor x, Tensor out) {
    return function(Function.SQUARE, x, out);
  }

  @Override
  public Operation root(Tensor x, Tensor out) {
    return function(Function.ROOT, x, out);
  }

  @Override
  public Operation inverseRoot(Tensor x, Tensor out) {
    return function(Function.INVERSE_ROOT, x, out);
  }

  @Override
  public Operation copy(Tensor x, Tensor out) {
    return function(Function.COPY, x, out);
  }

  @Override
  public Operation addColumn(Tensor x, Tensor column, Tensor out) {
    return columns.add(x, column, out);
  }

  @Override
  public Operation multiplyColumn(Tensor x, Tensor column, Tensor out) {
    return columns.multiply(x, column, out);
  }

  @Override
  public Operation sumColumns(Tensor x, Tensor out) {
    return products.sumColumns(x, out);
  }

  @Override
  public Operation maxColumns(Tensor x, Tensor out) {
    return columns.max(x, out);
  }

  @Override
  public Operation joinColumns(List<Tensor> parts, Tensor out) {
    return columns.join(parts, out);
  }

  @Override
  public Operation splitColumns(Tensor x, List<Tensor> parts) {
    return columns.split(x, parts);
  }

  @Override
  public Operation convolve(
      Tensor x, Tensor weight, Tensor bias, ConvolutionShape shape, Tensor out) {
    return convolutions.convolve(x, weight, bias, shape, out);
  }

  @Override
  public Operation convolveGradients(
      Tensor x,
      Tensor weight,
      Tensor outGradient,
      ConvolutionShape shape,
      Tensor xGradient,
      Tensor weightGradient,
      Tensor biasGradient) {
    return convolutions.gradients(
        x, weight, outGradient, shape, xGradient, weightGradient, biasGradient);
  }

  @Override
  public Operation convolveTransposed(
      Tensor y, Tensor weight, Tensor bias, ConvolutionShape shape, Tensor out) {
    return transposedConvolutions.convolve(y, weight, bias, shape, out);
  }

  @Override
  public Operation convolveTransposedGradients(
      Tensor y,
      Tensor weight,
      Tensor outGradient,
      ConvolutionShape shape,
      Tensor yGradient,
      Tensor weightGradient,
      Tensor biasGradient) {
    return transposedConvolutions.gradients(
        y, weight, outGradient, shape, yGradient, weightGradient, biasGradient);
  }

  @Override
  public Operation maxPool(Tensor x, PoolShape shape, Tensor out) {
    return pooling.max(x, shape, out);
  }

  @Override
  public Operation maxPoolGradient(
      Tensor x, Tensor outGradient, PoolShape shape, Tensor xGradient) {
    return pooling.maxGradient(x, outGradient, shape, xGradient);
  }

  @Override
  public Operation averagePool(Tensor x, PoolShape shape, Tensor out) {
    return pooling.average(x, shape, out);
  }

  @Override
  public Operation averagePoolGradient(Tensor outGradient, PoolShape shape, Tensor xGradient) {
    return pooling.averageGradient(outGradient, shape, xGradient);
  }

  @Override
  public Operation upsample(Tensor x, int height, int width, int channels, int factor, Tensor out) {
    return pooling.upsample(x, height, width, channels, factor, out);
  }

  @Override
  public Operation upsampleGradient(
      Tensor outGradient, int height, int width, int channels, int factor, Tensor xGradient) {
    return pooling.upsampleGradient(outGradient, height, width, channels, factor, xGradient);
  }

  @Override
  public Operation adam(
      Tensor gradient, Tensor firstMoment, Tensor secondMoment, AdamRates rates, Tensor out) {
    Shapes.same(gradient, firstMoment);
    Shapes.same(gradient, secondMoment);
    Shapes.same(gradient, out);
    CustomCall call =
        new CustomCall(
                calls,
                "adam_updater",
                new INDArray[] {gradient.array(), secondMoment.array(), firstMoment.array()},
                out.array(),
                secondMoment.array(),
                firstMoment.array())
            .integers(CORRECTED);
    return () -> {
      call.reals(1, rates.beta1, rates.beta2, rates.epsilon);
      call.run();
    };
  }

  @Override
  public void close() {
    calls.close();
    memory.close();
  }

  private Operation withScalar(WithScalar kind, Tensor x, Scalar number, Tensor out) {
    Shapes.same(x, out);
    return ElementwiseCall.of(calls, kind, x, number, out);
  }

  private Operation pairwise(Pairwise kind, Tensor x, Tensor y, Tensor out) {
    Shapes.same(x, y);
    Shapes.same(x, out);
    return ElementwiseCall.of(calls, kind, x, y, out);
  }

  private Operation function(Function kind, Tensor x, Tensor out) {
    Shapes.same(x, out);
    return ElementwiseCall.of(calls, kind, x, out);
  }
}

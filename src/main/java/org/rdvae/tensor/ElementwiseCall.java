package org.rdvae.tensor;

import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Calls of ND4J's elementwise ("legacy") operations with kept handles. On the CPU they go to the
 * native library directly: ND4J's executor makes pointer objects on every call. The numbers are
 * those of libnd4j's {@code legacy_ops.h}; a test holds each to its formula. {@link ExecutedCall}
 * has the same for other devices.
 */
final class ElementwiseCall {
  private ElementwiseCall() {}

  /** Operations of a tensor and a number. */
  enum WithScalar {
    ADD(0),
    MULTIPLY(2),
    MAX(6),
    MIN(13),
    STEP(41);

    private final int number;

    WithScalar(int number) {
      this.number = number;
    }
  }

  /** Operations of two tensors of one shape. */
  enum Pairwise {
    ADD(0),
    DIVIDE(2),
    MULTIPLY(3),
    SUBTRACT(6);

    private final int number;

    Pairwise(int number) {
      this.number = number;
    }
  }

  /** ND4J's families of functions, each with its own entry into the library. */
  private enum Family {
    ANY,
    SAME,
    STRICT,
    FLOAT
  }

  /** Functions of one tensor. */
  enum Function {
    COPY(0, Family.ANY),
    ABSOLUTE(0, Family.SAME),
    SIGN(1, Family.SAME),
    ROUND(4, Family.SAME),
    SQUARE(12, Family.SAME),
    EXP(23, Family.STRICT),
    LOG(24, Family.STRICT),
    ERF(45, Family.STRICT),
    ROOT(1, Family.FLOAT),
    INVERSE_ROOT(3, Family.FLOAT);

    private final int number;
    private final Family family;

    Function(int number, Family family) {
      this.number = number;
      this.family = family;
    }
  }

  static Operation of(NativeCalls calls, WithScalar kind, Tensor x, Scalar s, Tensor out) {
    if (!calls.areDirect()) {
      return ExecutedCall.of(calls, kind, x.array(), s.cell.array(), out.array());
    }
    NativeArray from = NativeArray.of(x);
    NativeArray to = NativeArray.of(out);
    NativeArray number = NativeArray.of(s.cell);
    return () -> {
      long begin = calls.begin();
      calls
          .library()
          .execScalar(
              null,
              kind.number,
              from.data(),
              from.shape(),
              null,
              to.data(),
              to.shape(),
              null,
              number.data(),
              number.shape(),
              null,
              (Pointer) null);
      calls.finish(begin, kind);
    };
  }

  static Operation of(NativeCalls calls, Pairwise kind, Tensor x, Tensor y, Tensor out) {
    if (!calls.areDirect()) {
      return ExecutedCall.of(calls, kind, x.array(), y.array(), out.array());
    }
    NativeArray left = NativeArray.of(x);
    NativeArray right = NativeArray.of(y);
    NativeArray to = NativeArray.of(out);
    return () -> {
      long begin = calls.begin();
      calls
          .library()
          .execPairwiseTransform(
              null,
              kind.number,
              left.data(),
              left.shape(),
              null,
              right.data(),
              right.shape(),
              null,
              to.data(),
              to.shape(),
              null,
              (Pointer) null);
      calls.finish(begin, kind);
    };
  }

  static Operation of(NativeCalls calls, Function kind, Tensor x, Tensor out) {
    return of(calls, kind, x.array(), out.array());
  }

  /**
   * Copies between windows of the same shape. Of the ways that ND4J has to do this, this one takes
   * 0.1 to 0.4 ns an element for strides of any kind; its {@code assign} takes twenty times that.
   */
  static Operation copy(NativeCalls calls, INDArray x, INDArray out) {
    return of(calls, Function.COPY, x, out);
  }

  private static Operation of(NativeCalls calls, Function kind, INDArray x, INDArray out) {
    if (!calls.areDirect()) {
      return ExecutedCall.of(calls, kind, x, out);
    }
    NativeArray from = NativeArray.of(x);
    NativeArray to = NativeArray.of(out);
    return () -> {
      long begin = calls.begin();
      exec(calls, kind, from, to);
      calls.finish(begin, kind);
    };
  }

  private static void exec(NativeCalls calls, Function kind, NativeArray x, NativeArray out) {
    int number = kind.number;
    Pointer none = null;
    switch (kind.family) {
      case ANY ->
          calls
              .library()
              .execTransformAny(
                  null, number, x.data(), x.shape(), null, out.data(), out.shape(), null, none);
      case SAME ->
          calls
              .library()
              .execTransformSame(
                  null, number, x.data(), x.shape(), null, out.data(), out.shape(), null, none);
      case STRICT ->
          calls
              .library()
              .execTransformStrict(
                  null, number, x.data(), x.shape(), null, out.data(), out.shape(), null, none);
      case FLOAT ->
          calls
              .library()
              .execTransformFloat(
                  null, number, x.data(), x.shape(), null, out.data(), out.shape(), null, none);
    }
  }
}

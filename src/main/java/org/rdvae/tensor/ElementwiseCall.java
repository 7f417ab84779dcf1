package org.rdvae.tensor;

import org.bytedeco.javacpp.Pointer;
import org.nd4j.nativeblas.NativeOps;

/**
 * Calls of ND4J's elementwise ("legacy") operations with kept handles. They go to the native
 * library directly: ND4J's executor makes pointer objects on every call. The numbers are those of
 * libnd4j's {@code legacy_ops.h}; a test holds each to its formula.
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
    MULTIPLY(3),
    SUBTRACT(6);

    private final int number;

    Pairwise(int number) {
      this.number = number;
    }
  }

  /** Functions that keep the type, in ND4J's two families. */
  enum Function {
    ABSOLUTE(0, false),
    EXP(23, true),
    LOG(24, true),
    ERF(45, true);

    private final int number;
    private final boolean strict;

    Function(int number, boolean strict) {
      this.number = number;
      this.strict = strict;
    }
  }

  static Operation of(
      NativeOps library, OperationClock clock, WithScalar kind, Tensor x, Scalar s, Tensor out) {
    NativeArray from = NativeArray.of(x);
    NativeArray to = NativeArray.of(out);
    NativeArray number = NativeArray.of(s.cell);
    return () -> {
      long begin = System.nanoTime();
      library.execScalar(
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
      finish(library, clock, begin, kind);
    };
  }

  static Operation of(
      NativeOps library, OperationClock clock, Pairwise kind, Tensor x, Tensor y, Tensor out) {
    NativeArray left = NativeArray.of(x);
    NativeArray right = NativeArray.of(y);
    NativeArray to = NativeArray.of(out);
    return () -> {
      long begin = System.nanoTime();
      library.execPairwiseTransform(
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
      finish(library, clock, begin, kind);
    };
  }

  static Operation of(
      NativeOps library, OperationClock clock, Function kind, Tensor x, Tensor out) {
    NativeArray from = NativeArray.of(x);
    NativeArray to = NativeArray.of(out);
    return () -> {
      long begin = System.nanoTime();
      if (kind.strict) {
        library.execTransformStrict(
            null,
            kind.number,
            from.data(),
            from.shape(),
            null,
            to.data(),
            to.shape(),
            null,
            (Pointer) null);
      } else {
        library.execTransformSame(
            null,
            kind.number,
            from.data(),
            from.shape(),
            null,
            to.data(),
            to.shape(),
            null,
            (Pointer) null);
      }
      finish(library, clock, begin, kind);
    };
  }

  private static void finish(NativeOps library, OperationClock clock, long begin, Enum<?> kind) {
    clock.add(System.nanoTime() - begin);
    if (library.lastErrorCode() != 0) {
      throw new IllegalStateException(
          "ND4J elementwise operation " + kind + " failed: " + library.lastErrorMessage());
    }
  }
}

package org.rdvae.checkpoint;

import java.util.Arrays;

/**
 * An array as a file keeps it: its shape, outermost dimension first, and its elements in row-major
 * order. An empty shape is one number.
 *
 * <p>The arrays are handed over and not copied, because a model's worth of them is large: neither
 * side writes to them afterwards. Hence {@code equals} compares the arrays' identity.
 */
public sealed interface StoredTensor {
  /** A few elements below the largest array that every virtual machine can make. */
  int MOST_ELEMENTS = Integer.MAX_VALUE - 8;

  /** Element types, named as in the file. */
  enum Type {
    F16(Short.BYTES),
    F32(Float.BYTES),
    F64(Double.BYTES),
    I64(Long.BYTES);

    private final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }

    /** Bytes of an element. */
    public int bytes() {
      return bytes;
    }
  }

  /** Element type. */
  Type type();

  /** Dimensions, none negative. */
  long[] shape();

  /** Number of elements. */
  int size();

  /** Elements of 16-bit floating point, each one handed over as the same number of 32 bits. */
  record Halves(long[] shape, float[] values) implements StoredTensor {
    public Halves {
      requireSize(shape, values.length);
    }

    @Override
    public Type type() {
      return Type.F16;
    }

    @Override
    public int size() {
      return values.length;
    }
  }

  /** Elements of 32-bit floating point. */
  record Floats(long[] shape, float[] values) implements StoredTensor {
    public Floats {
      requireSize(shape, values.length);
    }

    @Override
    public Type type() {
      return Type.F32;
    }

    @Override
    public int size() {
      return values.length;
    }
  }

  /** Elements of 64-bit floating point. */
  record Doubles(long[] shape, double[] values) implements StoredTensor {
    public Doubles {
      requireSize(shape, values.length);
    }

    @Override
    public Type type() {
      return Type.F64;
    }

    @Override
    public int size() {
      return values.length;
    }
  }

  /** Elements of 64-bit signed integers. */
  record Longs(long[] shape, long[] values) implements StoredTensor {
    public Longs {
      requireSize(shape, values.length);
    }

    @Override
    public Type type() {
      return Type.I64;
    }

    @Override
    public int size() {
      return values.length;
    }
  }

  /**
   * The number of elements of a shape.
   *
   * @throws ArithmeticException when a dimension is negative or the product does not fit 64 bits
   */
  static long elements(long... shape) {
    long product = 1;
    for (long dimension : shape) {
      if (dimension < 0) {
        throw new ArithmeticException("negative dimension " + dimension);
      }
      product = Math.multiplyExact(product, dimension);
    }
    return product;
  }

  private static void requireSize(long[] shape, int size) {
    if (elements(shape) != size) {
      throw new IllegalArgumentException(
          "shape "
              + Arrays.toString(shape)
              + " expects "
              + elements(shape)
              + " elements, found "
              + size);
    }
  }
}

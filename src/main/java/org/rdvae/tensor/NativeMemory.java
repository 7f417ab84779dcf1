package org.rdvae.tensor;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Makes the native arrays of one {@link Kernels}, owns them and frees them. */
final class NativeMemory {
  private final DataType type;
  private final boolean touched;
  private final RemoteDevice remote;

  /**
   * Arrays that own memory. Views and call contexts hold references to them and are kept in the
   * operations.
   */
  private final List<INDArray> owned = new ArrayList<>();

  private final List<Pointer> reserved = new ArrayList<>();

  private Tensor scratch;
  private long bytes;

  /**
   * @param touched false reserves address space only, for plans that nobody runs: a page that
   *     nothing is written to takes no memory
   * @param remote null where the memory is that of Java's machine; elsewhere untouched memory
   *     cannot be had
   */
  NativeMemory(Precision precision, boolean touched, RemoteDevice remote) {
    this.touched = touched || remote != null;
    this.remote = remote;
    type = precision == Precision.FLOAT32 ? DataType.FLOAT : DataType.DOUBLE;
  }

  /** A new matrix of zeros. */
  Tensor tensor(int rows, int columns) {
    INDArray array = touched ? create(rows, columns) : reserve(rows, columns);
    own(array);
    return new Tensor(array, rows, columns, remote);
  }

  private INDArray create(int rows, int columns) {
    long[] shape = {rows, columns};
    if (remote == null) {
      return Nd4j.create(type, shape, 'c');
    }
    long all = bytes + (long) rows * columns * type.width();
    remote.requireRoom(all);
    try {
      return Nd4j.create(type, shape, 'c');
    } catch (RuntimeException e) {
      throw remote.full(all, e);
    }
  }

  /** ND4J would write to all of it, even to what it calls uninitialised. */
  private INDArray reserve(int rows, int columns) {
    long length = (long) rows * columns;
    Pointer pointer = Pointer.malloc(length * type.width());
    if (pointer == null || pointer.isNull()) {
      throw new OutOfMemoryError(length * type.width() + " bytes");
    }
    reserved.add(pointer);
    return Nd4j.create(
        Nd4j.createBuffer(pointer, length, type),
        new long[] {rows, columns},
        new long[] {columns, 1},
        0,
        'c');
  }

  private void own(INDArray array) {
    owned.add(array);
    bytes += array.length() * type.width();
  }

  /** Of all that it made, those that nobody has touched included. */
  long bytes() {
    return bytes;
  }

  /** A new matrix of ones. */
  Tensor ones(int rows, int columns) {
    Tensor ones = tensor(rows, columns);
    ones.array().assign(1.0);
    return ones;
  }

  /**
   * A matrix whose contents are lost between operations: all who ask share the same memory, as far
   * as it is large enough.
   */
  Tensor scratch(int rows, int columns) {
    int size = Math.multiplyExact(rows, columns);
    if (scratch == null || scratch.size() < size) {
      scratch = tensor(1, size);
    }
    return view(scratch, 0, rows, columns);
  }

  Scalar scalar(double initial) {
    INDArray array = Nd4j.scalar(type, initial);
    own(array);
    return new Scalar(new Tensor(array, 1, 1, remote));
  }

  static Tensor view(Tensor owner, long offset, int rows, int columns) {
    long length = (long) rows * columns;
    if (offset < 0 || offset + length > owner.size()) {
      throw new IllegalArgumentException(
          "A view of " + length + " elements from " + offset + " leaves the tensor " + owner);
    }
    return owner.part(
        window(owner, offset, new long[] {rows, columns}, new long[] {columns, 1}), rows, columns);
  }

  /** All elements of a tensor as an array of another shape. */
  static INDArray reshape(Tensor tensor, long... shape) {
    return window(tensor, 0, shape, strides(shape));
  }

  /** Of an array without gaps whose last index runs fastest. */
  static long[] strides(long... shape) {
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= shape[i];
    }
    return strides;
  }

  /** An array over some elements of a tensor, which may overlap. */
  static INDArray window(Tensor owner, long offset, long[] shape, long[] strides) {
    return window(owner, offset, shape, strides, 'c');
  }

  /** A matrix with rows and columns exchanged. */
  static INDArray transposed(Tensor matrix) {
    long[] shape = {matrix.columns(), matrix.rows()};
    return window(matrix, 0, shape, new long[] {1, matrix.columns()}, 'f');
  }

  private static INDArray window(
      Tensor owner, long offset, long[] shape, long[] strides, char order) {
    // ND4J counts from the beginning of the memory, even when the owner is itself a view.
    DataBuffer data =
        Nd4j.createBuffer(
            owner.array().data(), owner.array().offset() + offset, owner.size() - offset);
    return Nd4j.create(data, shape, strides, 0, order);
  }

  void close() {
    owned.forEach(INDArray::close);
    owned.clear();
    reserved.forEach(Pointer::free);
    reserved.clear();
  }
}

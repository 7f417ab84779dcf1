package org.rdvae.tensor;

import java.nio.Buffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A row-major matrix in native memory, made and owned by {@link Kernels}. Copies to and from Java
 * arrays move whole ranges and allocate nothing; a range must lie inside the matrix.
 */
public final class Tensor {
  private final INDArray array;
  private final int rows;
  private final int columns;
  private final RemoteDevice remote;
  private final FloatBuffer floats;
  private final DoubleBuffer doubles;

  /**
   * @param remote null where the memory is that of Java's machine
   */
  Tensor(INDArray array, int rows, int columns, RemoteDevice remote) {
    this.array = array;
    this.rows = rows;
    this.columns = columns;
    this.remote = remote;
    fetch();
    // The address already counts a view's offset, which the array's own NIO buffers do not.
    Pointer address = array.data().addressPointer();
    boolean single = array.dataType() == DataType.FLOAT;
    Buffer buffer =
        single
            ? new FloatPointer(address).capacity(size()).asBuffer()
            : new DoublePointer(address).capacity(size()).asBuffer();
    floats = single ? (FloatBuffer) buffer : null;
    doubles = single ? null : (DoubleBuffer) buffer;
  }

  /** Another view of the same memory. */
  Tensor part(INDArray view, int viewRows, int viewColumns) {
    return new Tensor(view, viewRows, viewColumns, remote);
  }

  INDArray array() {
    return array;
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  /** Number of elements. */
  public long size() {
    return (long) rows * columns;
  }

  /** Copies {@code source[from .. from + count)} to the elements that begin at {@code first}. */
  public void write(int first, float[] source, int from, int count) {
    beginWriting();
    if (floats != null) {
      floats.put(first, source, from, count);
    } else {
      for (int i = 0; i < count; i++) {
        doubles.put(first + i, source[from + i]);
      }
    }
    written();
  }

  /** Copies a whole matrix in. */
  public void write(float[] source) {
    write(0, source, 0, Math.toIntExact(size()));
  }

  /**
   * Brings what was written to the device at once; otherwise the first operation that needs it
   * does. Nothing where the memory is that of Java's machine.
   */
  public void send() {
    requireOpen();
    if (remote != null) {
      remote.send(array);
    }
  }

  /** Copies the elements that begin at {@code first} to {@code target[from .. from + count)}. */
  public void read(int first, float[] target, int from, int count) {
    beginReading();
    if (floats != null) {
      floats.get(first, target, from, count);
    } else {
      for (int i = 0; i < count; i++) {
        target[from + i] = (float) doubles.get(first + i);
      }
    }
  }

  /** Copies a whole matrix out. */
  public void read(float[] target) {
    read(0, target, 0, Math.toIntExact(size()));
  }

  /** Copies a small matrix in, whatever its own precision. */
  public void write(double[] source) {
    beginWriting();
    int size = Math.toIntExact(size());
    if (doubles != null) {
      doubles.put(0, source, 0, size);
    } else {
      for (int i = 0; i < size; i++) {
        floats.put(i, (float) source[i]);
      }
    }
    written();
  }

  /** Copies a small matrix out, whatever its own precision. */
  public void read(double[] target) {
    beginReading();
    int size = Math.toIntExact(size());
    if (doubles != null) {
      doubles.get(0, target, 0, size);
    } else {
      for (int i = 0; i < size; i++) {
        target[i] = floats.get(i);
      }
    }
  }

  /** One element, in row-major order. For tests and single values: a step moves ranges. */
  public double get(int index) {
    beginReading();
    return floats != null ? floats.get(index) : doubles.get(index);
  }

  /** Sets one element, in row-major order. */
  public void set(int index, double value) {
    beginWriting();
    if (floats != null) {
      floats.put(index, (float) value);
    } else {
      doubles.put(index, value);
    }
    written();
  }

  private void beginReading() {
    requireOpen();
    if (remote != null) {
      remote.read(array);
    }
  }

  private void beginWriting() {
    requireOpen();
    fetch();
  }

  private void fetch() {
    if (remote != null) {
      remote.fetch(array);
    }
  }

  private void written() {
    if (remote != null) {
      remote.changed(array);
    }
  }

  /** Without this, a late access would reach memory that is somebody else's by now. */
  private void requireOpen() {
    if (array.wasClosed()) {
      throw new IllegalStateException("The kernels of the tensor " + this + " are closed");
    }
  }

  @Override
  public String toString() {
    return "[" + rows + ", " + columns + "]";
  }
}

package org.rdvae.checkpoint;

import java.io.DataInput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Tensors to little-endian bytes and back, a chunk at a time through a typed view of the chunk:
 * element-wise streams are ten times slower, and a buffer as large as the tensor would hold a
 * second copy of it. The bits of a number, NaN included, stay.
 */
final class TensorBytes {
  private static final int CHUNK_BYTES = 1 << 16;

  private TensorBytes() {}

  static void write(StoredTensor tensor, OutputStream out) throws IOException {
    byte[] bytes = new byte[CHUNK_BYTES];
    ByteBuffer chunk = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int width = tensor.type().bytes();
    int count;
    for (int from = 0; from < tensor.size(); from += count) {
      count = Math.min(CHUNK_BYTES / width, tensor.size() - from);
      if (tensor instanceof StoredTensor.Floats floats) {
        chunk.asFloatBuffer().put(floats.values(), from, count);
      } else if (tensor instanceof StoredTensor.Halves halves) {
        for (int i = 0; i < count; i++) {
          chunk.putShort(i * Short.BYTES, HalfPrecision.of(halves.values()[from + i]));
        }
      } else if (tensor instanceof StoredTensor.Doubles doubles) {
        chunk.asDoubleBuffer().put(doubles.values(), from, count);
      } else {
        chunk.asLongBuffer().put(((StoredTensor.Longs) tensor).values(), from, count);
      }
      out.write(bytes, 0, count * width);
    }
  }

  /** Reads {@code shape}'s elements; the caller has made sure that the file holds them. */
  static StoredTensor read(StoredTensor.Type type, long[] shape, DataInput in) throws IOException {
    StoredTensor tensor = zeros(type, shape);
    byte[] bytes = new byte[CHUNK_BYTES];
    ByteBuffer chunk = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int width = type.bytes();
    int count;
    for (int from = 0; from < tensor.size(); from += count) {
      count = Math.min(CHUNK_BYTES / width, tensor.size() - from);
      in.readFully(bytes, 0, count * width);
      if (tensor instanceof StoredTensor.Floats floats) {
        chunk.asFloatBuffer().get(floats.values(), from, count);
      } else if (tensor instanceof StoredTensor.Halves halves) {
        for (int i = 0; i < count; i++) {
          halves.values()[from + i] = HalfPrecision.toFloat(chunk.getShort(i * Short.BYTES));
        }
      } else if (tensor instanceof StoredTensor.Doubles doubles) {
        chunk.asDoubleBuffer().get(doubles.values(), from, count);
      } else {
        chunk.asLongBuffer().get(((StoredTensor.Longs) tensor).values(), from, count);
      }
    }
    return tensor;
  }

  private static StoredTensor zeros(StoredTensor.Type type, long[] shape) {
    int size = Math.toIntExact(StoredTensor.elements(shape));
    return switch (type) {
      case F16 -> new StoredTensor.Halves(shape, new float[size]);
      case F32 -> new StoredTensor.Floats(shape, new float[size]);
      case F64 -> new StoredTensor.Doubles(shape, new double[size]);
      case I64 -> new StoredTensor.Longs(shape, new long[size]);
    };
  }
}

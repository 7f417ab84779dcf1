package org.rdvae.training;

import java.util.Arrays;

/**
 * A long vector of floats in pieces of {@link #CHUNK}, the last one shorter.
 *
 * <p>Why not one array: the just-in-time compiler turns a loop over arrays into vector code only if
 * all of them share one index; {@code gradient[i]} beside {@code moment[first + i]} costs ten times
 * as much. In pieces, the long vectors share their index with short buffers, such as a piece of the
 * gradient, which then stay in the second-level cache. Pieces of 4096 were a fifth slower.
 */
final class ChunkedVector {
  static final int CHUNK = 16_384;

  private final int size;
  private final float[][] chunks;

  /** Zeros. */
  ChunkedVector(int size) {
    this.size = size;
    chunks = new float[chunks(size)][];
    for (int chunk = 0; chunk < chunks.length; chunk++) {
      chunks[chunk] = new float[Math.min(CHUNK, size - chunk * CHUNK)];
    }
  }

  /** A copy of the first {@code size} values. */
  static ChunkedVector copyOf(float[] values, int size) {
    ChunkedVector copy = new ChunkedVector(size);
    copy.set(values);
    return copy;
  }

  /** Takes the first values. */
  void set(float[] values) {
    int first = 0;
    for (float[] chunk : chunks) {
      System.arraycopy(values, first, chunk, 0, chunk.length);
      first += chunk.length;
    }
  }

  /** Pieces of a vector of this size. */
  static int chunks(int size) {
    return (size + CHUNK - 1) / CHUNK;
  }

  int size() {
    return size;
  }

  int chunks() {
    return chunks.length;
  }

  /** The live piece that begins at element {@code chunk * CHUNK}. */
  float[] chunk(int chunk) {
    return chunks[chunk];
  }

  /** Copies all values to the places of {@code target} from {@code at} on. */
  void copyTo(float[] target, int at) {
    int first = at;
    for (float[] chunk : chunks) {
      System.arraycopy(chunk, 0, target, first, chunk.length);
      first += chunk.length;
    }
  }

  float[] toArray() {
    float[] values = new float[size];
    copyTo(values, 0);
    return values;
  }

  @Override
  public String toString() {
    return Arrays.toString(toArray());
  }
}

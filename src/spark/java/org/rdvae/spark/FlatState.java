package org.rdvae.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.rdvae.training.Position;
import org.rdvae.training.Snapshot;
import org.rdvae.training.TrainingState;

/**
 * The vectors of a training state as one: the parameters and then all that the state holds, in the
 * order of their names; cut into chunks of equal size, the last of which may be shorter.
 */
final class FlatState {
  /** A vector behind the parameters. */
  record Vector(String name, int size) implements Serializable {}

  private final List<float[]> arrays = new ArrayList<>();
  private final List<Vector> vectors = new ArrayList<>();
  private final long size;

  FlatState(Snapshot snapshot) {
    arrays.add(snapshot.parameters());
    for (Map.Entry<String, float[]> vector : snapshot.state().vectors().entrySet()) {
      arrays.add(vector.getValue());
      vectors.add(new Vector(vector.getKey(), vector.getValue().length));
    }
    size = arrays.stream().mapToLong(array -> array.length).sum();
  }

  List<Vector> vectors() {
    return vectors;
  }

  /** A copy of one of the chunks. */
  float[] chunk(int index, int chunks) {
    long first = first(index, chunks);
    float[] chunk = new float[Math.toIntExact(first(index + 1, chunks) - first)];
    long begin = 0;
    for (float[] array : arrays) {
      long from = Math.max(begin, first);
      long to = Math.min(begin + array.length, first + chunk.length);
      if (from < to) {
        System.arraycopy(
            array, (int) (from - begin), chunk, (int) (from - first), (int) (to - from));
      }
      begin += array.length;
    }
    return chunk;
  }

  private long first(int chunk, int chunks) {
    return size * chunk / chunks;
  }

  /**
   * The state that was cut.
   *
   * @param chunks all of them, in their order
   * @param vectors what stands behind the parameters
   */
  static Snapshot join(Position position, float[][] chunks, List<Vector> vectors) {
    long size = 0;
    for (float[] chunk : chunks) {
      size += chunk.length;
    }
    long behind = vectors.stream().mapToLong(Vector::size).sum();
    Reader reader = new Reader(chunks);
    float[] parameters = reader.next(Math.toIntExact(size - behind));
    SortedMap<String, float[]> state = new TreeMap<>();
    for (Vector vector : vectors) {
      state.put(vector.name, reader.next(vector.size));
    }
    return new Snapshot(position, parameters, new TrainingState(state, new TreeMap<>()));
  }

  /** Goes through chunks from the first to the last. */
  private static final class Reader {
    private final float[][] chunks;
    private int chunk;
    private int at;

    private Reader(float[][] chunks) {
      this.chunks = chunks;
    }

    private float[] next(int count) {
      float[] values = new float[count];
      int done = 0;
      while (done < count) {
        if (at == chunks[chunk].length) {
          chunk++;
          at = 0;
        } else {
          int some = Math.min(count - done, chunks[chunk].length - at);
          System.arraycopy(chunks[chunk], at, values, done, some);
          done += some;
          at += some;
        }
      }
      return values;
    }
  }
}

package org.rdvae.data;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Examples in file order, for evaluation: with dynamic binarisation every image is drawn once for
 * good, whatever the batch size. An instance belongs to one thread.
 */
public final class OrderedBatches {
  private final ExampleSet examples;
  private final Binarizer binarizer;

  public OrderedBatches(ExampleSet examples, Binarizer binarizer) {
    this.examples = examples;
    this.binarizer = binarizer;
  }

  /**
   * Writes the examples from {@code first} on as {@code count} rows, row-major [count, values per
   * example], to the front of {@code target}; rows beyond the set become zeros, because the
   * networks that take them have a fixed batch size.
   *
   * @return how many rows are examples
   */
  public int fillInOrder(int first, int count, float[] target) {
    int size = examples.valuesPerExample();
    Objects.checkFromIndexSize(0, Math.multiplyExact(count, size), target.length);
    Objects.checkIndex(first, examples.count() + 1);
    int rows = Math.min(count, examples.count() - first);
    for (int row = 0; row < rows; row++) {
      binarizer.fillForEvaluation(examples, first + row, target, row * size);
    }
    Arrays.fill(target, rows * size, count * size, 0);
    return rows;
  }

  /** The classes of {@code count} examples from {@code first} on; empty if they have no labels. */
  public int[] classes(int first, int count) {
    Objects.checkFromIndexSize(first, count, examples.count());
    return examples.hasLabels()
        ? IntStream.range(first, first + count).map(examples::label).toArray()
        : new int[0];
  }
}

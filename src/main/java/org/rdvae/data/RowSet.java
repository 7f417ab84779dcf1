package org.rdvae.data;

/** Examples that are rows of numbers and no images: an example of n numbers is one of 1 x n x 1. */
public sealed interface RowSet extends ExampleSet permits TableSet, CountSet {
  /** What stands in a column, for messages: {@code columns} or {@code words}. */
  String columnWord();

  /** Writes a row to {@code target}, from {@code at} on. */
  void copyRow(int example, float[] target, int at);

  @Override
  default int height() {
    return 1;
  }

  @Override
  default int channels() {
    return 1;
  }
}

package org.rdvae.tensor;

import java.util.Locale;

/** Checks of shapes when a call is planned; the messages have what was expected and found. */
final class Shapes {
  private Shapes() {}

  static void same(Tensor x, Tensor y) {
    if (x.rows() != y.rows() || x.columns() != y.columns()) {
      throw new IllegalArgumentException("Shapes differ: " + x + " and " + y);
    }
  }

  static void rowOf(Tensor x, Tensor row) {
    if (row.rows() != 1 || row.columns() != x.columns()) {
      throw new IllegalArgumentException(
          "Expected a row of " + x.columns() + " for " + x + ", found " + row);
    }
  }

  static void columnOf(Tensor x, Tensor column) {
    if (column.columns() != 1 || column.rows() != x.rows()) {
      throw new IllegalArgumentException(
          "Expected a column of " + x.rows() + " for " + x + ", found " + column);
    }
  }

  /** Expects one tensor of a larger operation. */
  static void expect(Object operation, String name, int rows, int columns, Tensor found) {
    if (found.rows() != rows || found.columns() != columns) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: expected the %s as [%d, %d], found %s",
              operation,
              name,
              rows,
              columns,
              found));
    }
  }
}

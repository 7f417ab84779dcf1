package org.rdvae.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.rdvae.data.TableSettings.ColumnType;

/**
 * Rows of numbers, immutable: {@code count} rows of one float for each column, real columns
 * standardised by the training rows, bits as 0 and 1. {@link #columns} leads back to the units of
 * the file.
 */
public final class TableSet implements RowSet {
  private final Split split;
  private final List<TableColumn> columns;
  private final float[] values;
  private final int count;

  /** Keeps the array itself; nobody may write to it afterwards. */
  TableSet(Split split, List<TableColumn> columns, float[] values) {
    this(split, columns, values, values.length / columns.size());
  }

  private TableSet(Split split, List<TableColumn> columns, float[] values, int count) {
    this.split = split;
    this.columns = List.copyOf(columns);
    this.values = values;
    this.count = count;
  }

  /** Rows of numbers as they are, whose columns are called by their places, from 1 on. */
  public static TableSet copyOf(Split split, int columns, float[] values) {
    if (columns < 1 || values.length == 0 || values.length % columns != 0) {
      throw new IllegalArgumentException(
          "expected a positive multiple of " + columns + " values, found " + values.length);
    }
    List<TableColumn> names =
        IntStream.rangeClosed(1, columns)
            .mapToObj(place -> new TableColumn("column " + place, ColumnType.REAL, 0, 1))
            .toList();
    return new TableSet(split, names, values.clone());
  }

  public List<TableColumn> columns() {
    return columns;
  }

  /** A value as the model sees it. */
  public float value(int row, int column) {
    Objects.checkIndex(row, count);
    return values[row * columns.size() + Objects.checkIndex(column, columns.size())];
  }

  @Override
  public void copyRow(int row, float[] target, int at) {
    Objects.checkIndex(row, count);
    System.arraycopy(values, row * columns.size(), target, at, columns.size());
  }

  @Override
  public TableSet first(int limit) {
    return new TableSet(split, columns, values, Math.min(limit, count));
  }

  @Override
  public Split split() {
    return split;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public int width() {
    return columns.size();
  }

  @Override
  public String columnWord() {
    return "columns";
  }

  @Override
  public String things() {
    return "rows";
  }

  /**
   * Adds count and number of columns (32 bits each, high byte first), of each column the name, the
   * type, mean and standard deviation, and then all values.
   */
  @Override
  public void addTo(MessageDigest digest) {
    digest.update(ByteBuffer.allocate(8).putInt(count).putInt(columns.size()).array());
    for (TableColumn column : columns) {
      byte[] name = column.name().getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(4).putInt(name.length).array());
      digest.update(name);
      digest.update(
          ByteBuffer.allocate(20)
              .putInt(column.type() == ColumnType.BIT ? 1 : 0)
              .putDouble(column.mean())
              .putDouble(column.standardDeviation())
              .array());
    }
    ByteBuffer row = ByteBuffer.allocate(4 * columns.size());
    for (int first = 0; first < count * columns.size(); first += columns.size()) {
      row.clear().asFloatBuffer().put(values, first, columns.size());
      digest.update(row);
    }
  }

  @Override
  public String toString() {
    return split + ": " + count + " rows of " + columns.size() + " columns";
  }
}

package org.rdvae.data;

import java.util.List;
import org.rdvae.base.Setting;

/** Columns of a CSV file. */
public record TableSettings(
    @Setting(
            value =
                "The columns to read, in this order, each as {name: height, type: real} or type:"
                    + " bit; an empty list reads all.",
            initial = "[]")
        List<Column> columns,
    @Setting(
            value =
                "The type of all columns where columns is empty: real (standardised by mean and"
                    + " standard deviation of the training rows) or bit (0 or 1).",
            initial = "real")
        ColumnType type) {

  /** The type of the first column, and so of all that are allowed beside it. */
  ColumnType firstType() {
    return columns.isEmpty() ? type : columns.get(0).type();
  }

  /** One column of a CSV file. */
  public record Column(
      @Setting("Its name in the file's header.") String name,
      @Setting(
              value =
                  "What it holds: real (standardised by mean and standard deviation of the training"
                      + " rows) or bit (0 or 1); one type for all columns.",
              initial = "real")
          ColumnType type) {}

  /** What a column holds. */
  public enum ColumnType {
    REAL,
    BIT
  }
}

package org.rdvae.data;

import org.rdvae.data.TableSettings.ColumnType;

/**
 * A column of a table: the file's value is {@code mean + standardDeviation * value in the set}.
 *
 * @param mean of the training rows; 0 for bits
 * @param standardDeviation of the training rows (divided by their number); 1 for bits
 */
public record TableColumn(String name, ColumnType type, double mean, double standardDeviation) {

  static TableColumn ofBits(String name) {
    return new TableColumn(name, ColumnType.BIT, 0, 1);
  }
}

package org.rdvae.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.rdvae.base.KebabCase;
import org.rdvae.data.TableSettings.Column;
import org.rdvae.data.TableSettings.ColumnType;

/**
 * Brings real columns to mean 0 and standard deviation 1: (x - mean) / standard deviation, both
 * taken from the training rows alone, so that validation and test stay unseen. Computed in double,
 * in two passes, because a mean of squares less a squared mean keeps no digits where the mean is
 * large.
 */
final class Standardization {
  private Standardization() {}

  /** Adds a problem for each column that cannot be standardised. */
  static List<TableColumn> of(List<Column> columns, List<double[]> train, CellProblems problems) {
    List<TableColumn> standardized = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      standardized.add(column(columns.get(i).name(), i, train, problems));
    }
    return standardized;
  }

  private static TableColumn column(
      String name, int place, List<double[]> train, CellProblems problems) {
    double first = train.get(0)[place];
    boolean constant = train.stream().allMatch(row -> row[place] == first);
    if (constant) {
      problems.addColumn(
          name,
          "expected different values, found "
              + first
              + " in all "
              + train.size()
              + " training rows; name the columns to read in data.table.columns, without it");
    }
    double sum = 0;
    for (double[] row : train) {
      sum += row[place];
    }
    double mean = sum / train.size();
    double squares = 0;
    for (double[] row : train) {
      squares += (row[place] - mean) * (row[place] - mean);
    }
    double deviation = Math.sqrt(squares / train.size());
    if (!constant && !(deviation > 0 && deviation < Double.POSITIVE_INFINITY)) {
      problems.addColumn(
          name,
          "expected numbers of a size that can be squared, found standard deviation " + deviation);
    }
    return new TableColumn(name, ColumnType.REAL, mean, deviation);
  }

  /** Adds a problem for each column that leaves the range of a float. */
  static TableSet apply(
      Split split, List<TableColumn> columns, List<double[]> rows, CellProblems problems) {
    int width = columns.size();
    float[] values = new float[Math.multiplyExact(rows.size(), width)];
    for (int i = 0; i < width; i++) {
      TableColumn column = columns.get(i);
      boolean finite = true;
      for (int row = 0; row < rows.size(); row++) {
        double value = (rows.get(row)[i] - column.mean()) / column.standardDeviation();
        values[row * width + i] = (float) value;
        finite &= Float.isFinite((float) value);
      }
      if (!finite) {
        problems.addColumn(
            column.name(),
            String.format(
                Locale.ROOT,
                "expected numbers near those of the training rows (mean %s, standard deviation %s),"
                    + " found numbers beyond every float among the %s rows",
                column.mean(),
                column.standardDeviation(),
                KebabCase.of(split.name())));
      }
    }
    return new TableSet(split, columns, values);
  }
}

package org.rdvae.data;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.rdvae.base.KebabCase;

/**
 * A CSV file as three sets of rows. {@link HashSplit} divides the rows by their numbers and not by
 * their place in the file, so rows may be sorted, added and removed without moving others.
 *
 * <ul>
 *   <li>Equal rows of real numbers are copies of one measurement and stay together; a copy in the
 *       test set of a row trained on would make the test too easy.
 *   <li>Equal rows of bits are what a distribution over few bits consists of. Kept together, whole
 *       patterns would be missing from training, so each occurrence is placed for itself: the hash
 *       takes in how many equal rows came before.
 * </ul>
 *
 * <p>Each split keeps the order of the file.
 */
final class TableFile {
  private TableFile() {}

  static Splits load(DataSettings settings) {
    Path file = settings.requiredPath("a CSV file");
    HashSplit hash = new HashSplit(settings.split());
    CsvTable table = CsvTable.read(file, settings.table());
    Binarization binarization = settings.effectiveBinarization();
    boolean bits = binarization == Binarization.BITS;

    Map<Split, List<double[]>> parts = divide(table.rows(), bits, hash);
    List<double[]> train = parts.get(Split.TRAIN);
    List<double[]> validation = parts.get(Split.VALIDATION);
    List<double[]> test = parts.get(Split.TEST);
    HashSplit.requireNoneEmpty(
        file.toString(), "rows", train.size(), validation.size(), test.size());

    CellProblems problems = new CellProblems(file);
    List<TableColumn> columns =
        bits
            ? table.columns().stream().map(column -> TableColumn.ofBits(column.name())).toList()
            : Standardization.of(table.columns(), train, problems);
    problems.throwIfAny();
    Splits splits =
        new Splits(
            KebabCase.of(settings.set().name()),
            binarization,
            Standardization.apply(Split.TRAIN, columns, train, problems),
            Standardization.apply(Split.VALIDATION, columns, validation, problems),
            Standardization.apply(Split.TEST, columns, test, problems));
    problems.throwIfAny();
    return splits;
  }

  private static Map<Split, List<double[]>> divide(
      List<double[]> rows, boolean bits, HashSplit hash) {
    Map<Split, List<double[]>> parts = new EnumMap<>(Split.class);
    for (Split split : List.of(Split.TRAIN, Split.VALIDATION, Split.TEST)) {
      parts.put(split, new ArrayList<>());
    }
    Map<ByteBuffer, Integer> occurrences = new HashMap<>();
    for (double[] row : rows) {
      ByteBuffer content = ByteBuffer.allocate(Double.BYTES * row.length);
      content.asDoubleBuffer().put(row);
      int before = bits ? occurrences.merge(content, 1, Integer::sum) - 1 : 0;
      byte[] hashed =
          ByteBuffer.allocate(content.capacity() + Integer.BYTES)
              .put(content.array())
              .putInt(before)
              .array();
      parts.get(hash.of(hashed)).add(row);
    }
    return parts;
  }
}

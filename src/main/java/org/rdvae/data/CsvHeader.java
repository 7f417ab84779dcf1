package org.rdvae.data;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.rdvae.base.Failure;
import org.rdvae.data.TableSettings.Column;
import org.rdvae.data.TableSettings.ColumnType;

/** The names in the first line of a CSV file, and which of them settings choose. */
final class CsvHeader {
  private static final int NAMES_SHOWN = 12;

  private final Path file;
  private final List<String> names;

  CsvHeader(Path file, List<String> names) {
    this.file = file;
    this.names = names;
    requireNames();
  }

  private void requireNames() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).isEmpty()) {
        throw bad("a name for each column", "none for column " + (i + 1));
      }
      if (!seen.add(names.get(i))) {
        throw bad("a different name for each column", CellProblems.quoted(names.get(i)) + " twice");
      }
    }
    // A table of one column is rare, and a file with other separators is not.
    if (names.size() == 1 && (names.get(0).indexOf(';') > 0 || names.get(0).indexOf('\t') > 0)) {
      throw bad("commas between the columns", CellProblems.quoted(names.get(0)));
    }
    if (names.stream().allMatch(CsvHeader::isNumber)) {
      throw bad("a line with the names of the columns", "numbers: " + shown());
    }
  }

  private static boolean isNumber(String text) {
    try {
      Double.parseDouble(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** The columns to read, which exist and are of one type. */
  List<Column> chosen(TableSettings settings) {
    if (settings.columns().isEmpty()) {
      return names.stream().map(name -> new Column(name, settings.type())).toList();
    }
    Set<String> seen = new HashSet<>();
    for (Column column : settings.columns()) {
      if (!names.contains(column.name())) {
        throw badSetting(
            "a column of " + file + " (" + shown() + ")", CellProblems.quoted(column.name()));
      }
      if (!seen.add(column.name())) {
        throw badSetting("each column once", CellProblems.quoted(column.name()) + " twice");
      }
    }
    requireOneType(settings.columns());
    return settings.columns();
  }

  /** One likelihood covers all columns: Gaussian for real ones, Bernoulli for bits. */
  private static void requireOneType(List<Column> columns) {
    Column first = columns.get(0);
    for (Column column : columns) {
      if (column.type() != first.type()) {
        Column real = first.type() == ColumnType.REAL ? first : column;
        Column bit = first.type() == ColumnType.REAL ? column : first;
        throw badSetting(
            "columns of one type, because one likelihood covers them all",
            CellProblems.quoted(real.name())
                + " of type real and "
                + CellProblems.quoted(bit.name())
                + " of type bit");
      }
    }
  }

  private String shown() {
    String all =
        names.stream()
            .limit(NAMES_SHOWN)
            .map(CellProblems::plain)
            .collect(Collectors.joining(", "));
    return names.size() > NAMES_SHOWN
        ? all + " and " + (names.size() - NAMES_SHOWN) + " more"
        : all;
  }

  private Failure bad(String expected, String found) {
    return new Failure(
        Failure.Kind.BAD_DATA, file + ":1: expected " + expected + ", found " + found);
  }

  private static Failure badSetting(String expected, String found) {
    return new Failure(
        Failure.Kind.BAD_CONFIG, "data.table.columns: expected " + expected + ", found " + found);
  }
}

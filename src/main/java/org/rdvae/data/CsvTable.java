package org.rdvae.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.rdvae.base.Failure;
import org.rdvae.data.TableSettings.Column;
import org.rdvae.data.TableSettings.ColumnType;

/**
 * The cells of a CSV file that settings choose, as numbers. RFC 4180 with commas, in UTF-8, with or
 * without the byte order mark that spreadsheets write; the first line names the columns; empty
 * lines are passed over.
 *
 * @param columns those that were read
 * @param rows one number for each of these columns
 */
record CsvTable(List<Column> columns, List<double[]> rows) {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setIgnoreSurroundingSpaces(true).get();

  /** What Java reads beyond this, such as 1f, 0x1p3 or NaN, is a mistake in a table. */
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private static final Pattern NON_FINITE =
      Pattern.compile("[+-]?(nan|inf|infinity)", Pattern.CASE_INSENSITIVE);

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  static CsvTable read(Path file, TableSettings settings) {
    if (!Files.isRegularFile(file)) {
      String found = Files.isDirectory(file) ? "a folder" : "nothing there";
      throw new Failure(
          Failure.Kind.BAD_CONFIG, "data.path: " + file + ": expected a CSV file, found " + found);
    }
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CSVParser parser = CSVParser.parse(withoutMark(reader), FORMAT)) {
      return read(file, parser, settings);
    } catch (UncheckedIOException e) {
      throw unreadable(file, e.getCause());
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static BufferedReader withoutMark(BufferedReader reader) throws IOException {
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
    return reader;
  }

  private static CsvTable read(Path file, CSVParser parser, TableSettings settings) {
    Iterator<CSVRecord> records = parser.iterator();
    if (!records.hasNext()) {
      throw bad(file + ": expected a line with the names of the columns, found an empty file");
    }
    List<String> header = records.next().toList();
    List<Column> columns = new CsvHeader(file, header).chosen(settings);
    int[] places = columns.stream().mapToInt(column -> header.indexOf(column.name())).toArray();

    List<double[]> rows = new ArrayList<>();
    CellProblems problems = new CellProblems(file);
    while (records.hasNext()) {
      CSVRecord cells = records.next();
      long line = parser.getCurrentLineNumber();
      if (cells.size() != header.size()) {
        problems.add(
            line,
            "expected " + header.size() + " cells, as in the first line, found " + cells.size());
        continue;
      }
      double[] row = new double[places.length];
      for (int i = 0; i < places.length; i++) {
        String cell = cells.get(places[i]);
        Column column = columns.get(i);
        if (isOf(column.type(), cell)) {
          // Plus zero, because rows are compared by their bits and -0 is the same number as 0.
          row[i] = Double.parseDouble(cell) + 0.0;
        } else {
          String expected = column.type() == ColumnType.BIT ? "0 or 1" : "a finite number";
          problems.add(line, column.name(), "expected " + expected + ", found " + shown(cell));
        }
      }
      rows.add(row);
    }
    problems.throwIfAny();
    if (rows.isEmpty()) {
      throw bad(file + ": expected rows below the names of the columns, found none");
    }
    return new CsvTable(columns, rows);
  }

  private static boolean isOf(ColumnType type, String cell) {
    if (!NUMBER.matcher(cell).matches()) {
      return false;
    }
    double value = Double.parseDouble(cell);
    return type == ColumnType.BIT ? value == 0 || value == 1 : Double.isFinite(value);
  }

  private static String shown(String cell) {
    return cell.isEmpty()
        ? "an empty cell"
        : NON_FINITE.matcher(cell).matches() ? cell : CellProblems.quoted(cell);
  }

  private static Failure unreadable(Path file, IOException e) {
    if (e instanceof CSVException) {
      return bad(file + ": expected comma-separated values, found damage: " + e.getMessage(), e);
    }
    if (e instanceof CharacterCodingException) {
      return bad(file + ": expected text in UTF-8, found bytes that are none", e);
    }
    return new Failure(
        Failure.Kind.INPUT_OUTPUT, file + ": expected a readable file, found " + e, e);
  }

  private static Failure bad(String message) {
    return new Failure(Failure.Kind.BAD_DATA, message);
  }

  private static Failure bad(String message, Throwable cause) {
    return new Failure(Failure.Kind.BAD_DATA, message, cause);
  }
}

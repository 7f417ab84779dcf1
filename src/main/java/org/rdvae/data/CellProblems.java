package org.rdvae.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.rdvae.base.Failure;

/** What is wrong with the cells of a file, collected so that one reading tells it all. */
final class CellProblems {
  private static final int MOST_SHOWN = 10;
  private static final int LONGEST_TEXT = 40;

  private final Path file;
  private final List<String> shown = new ArrayList<>();
  private int count;

  CellProblems(Path file) {
    this.file = file;
  }

  void add(long line, String column, String problem) {
    add(line, "column " + plain(column) + ": " + problem);
  }

  void add(long line, String problem) {
    add(file + ":" + line + ": " + problem);
  }

  /** Adds a problem of a whole column. */
  void addColumn(String column, String problem) {
    add(file + ": column " + plain(column) + ": " + problem);
  }

  private void add(String problem) {
    if (count++ < MOST_SHOWN) {
      shown.add(problem);
    }
  }

  void throwIfAny() {
    if (count > MOST_SHOWN) {
      shown.add("and " + (count - MOST_SHOWN) + " more");
    }
    if (count > 0) {
      throw new Failure(Failure.Kind.BAD_DATA, String.join("\n", shown));
    }
  }

  static String quoted(String text) {
    return '"' + plain(text) + '"';
  }

  /** The text in one line of bounded length. */
  static String plain(String text) {
    String oneLine = text.replaceAll("\\p{Cntrl}", " ");
    return oneLine.length() > LONGEST_TEXT ? oneLine.substring(0, LONGEST_TEXT) + "..." : oneLine;
  }
}

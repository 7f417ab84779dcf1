package org.rdvae.report;

import java.util.ArrayList;
import java.util.List;

/** A table in Markdown whose columns are filled up with spaces, so that it can be read as it is. */
public final class MarkdownTable {
  private final List<List<String>> rows = new ArrayList<>();

  public MarkdownTable(List<String> header) {
    rows.add(header);
  }

  public void add(List<String> cells) {
    rows.add(cells.stream().map(cell -> cell.replace("|", "\\|")).toList());
  }

  public String text() {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < rows.size(); row++) {
      line(rows.get(row), text);
      if (row == 0) {
        rule(text);
      }
    }
    return text.toString();
  }

  private void line(List<String> cells, StringBuilder text) {
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      text.append("| ").append(cell).append(" ".repeat(width(column) - cell.length())).append(' ');
    }
    text.append("|\n");
  }

  private void rule(StringBuilder text) {
    for (int column = 0; column < rows.get(0).size(); column++) {
      text.append("| ").append("-".repeat(width(column))).append(' ');
    }
    text.append("|\n");
  }

  /** Markdown asks for at least three dashes. */
  private int width(int column) {
    return Math.max(3, rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
  }
}

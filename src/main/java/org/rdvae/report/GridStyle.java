package org.rdvae.report;

import java.util.List;

/**
 * What a grid of images has beside them.
 *
 * @param firstApart whether a wider gap parts the first column from the others
 * @param lastApart whether a wider gap parts the last column from the others
 * @param columnLabels one above each column; none at all if empty
 * @param rowLabels the lines of text before each row; none at all if empty
 */
public record GridStyle(
    boolean firstApart,
    boolean lastApart,
    List<String> columnLabels,
    List<List<String>> rowLabels) {
  /** Images only. */
  public static final GridStyle PLAIN = new GridStyle(false, false, List.of(), List.of());
}

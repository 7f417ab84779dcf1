package org.rdvae.config;

import java.nio.file.Path;

/**
 * Where a value was written.
 *
 * @param where as a message begins: {@code job.yaml:12:5}, or {@code --set training.epochs=ten}
 * @param folder what a relative path written there is relative to
 * @param line counted from 1; the largest number for {@code --set}, whose problems come last; 0 for
 *     a default
 * @param column counted from 1
 */
record Place(String where, Path folder, int line, int column) {

  static Place inFile(String label, Path folder, int line, int column) {
    return new Place(label + ":" + line + ":" + column, folder, line, column);
  }

  /** Relative paths on the command line are relative to the current folder. */
  static Place onCommandLine(String assignment) {
    return new Place("--set " + Quoted.oneLine(assignment, 200), Path.of(""), Integer.MAX_VALUE, 1);
  }

  /**
   * Defaults are written beside the settings; a user never sees this place unless a default is
   * wrong.
   */
  static Place ofDefault(String key) {
    return new Place("default of " + key, Path.of(""), 0, 0);
  }

  boolean isDefault() {
    return line == 0;
  }
}

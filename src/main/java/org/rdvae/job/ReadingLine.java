package org.rdvae.job;

import java.util.Locale;
import org.rdvae.report.ProgressLine;

/**
 * Shows how many files of a folder are read: at first after a second, as most folders are read by
 * then. One thread at a time may use it.
 */
final class ReadingLine {
  private static final long QUIET_NANOS = 1_000_000_000L;

  private final int terminalColumns;
  private final long begun = System.nanoTime();
  private ProgressLine line;
  private boolean shown;

  /**
   * @param terminalColumns width of the terminal; 0 writes plain lines
   */
  ReadingLine(int terminalColumns) {
    this.terminalColumns = terminalColumns;
  }

  /** After the first file of a folder another folder's line begins. */
  void show(int done, int total) {
    if (line == null || done == 1) {
      clear();
      line = new ProgressLine(System.err, terminalColumns, total, 0);
    }
    if (shown ? line.isDue() : System.nanoTime() - begun >= QUIET_NANOS) {
      shown = true;
      line.show(done, String.format(Locale.ROOT, "reading %,d/%,d files", done, total));
    }
    if (done == total) {
      clear(); // Notes may follow at once.
    }
  }

  void clear() {
    if (line != null) {
      line.clear();
    }
  }
}

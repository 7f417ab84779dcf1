package org.rdvae.spark;

import java.io.PrintStream;
import java.util.Locale;
import org.rdvae.report.ProgressLine;

/** How far a corpus job is, for the people who wait for it. */
final class CorpusProgress {
  private static final long LISTING_NANOS = 10_000_000_000L;

  private final PrintStream out;
  private final int columns;
  private long told = System.nanoTime();
  private ProgressLine line;
  private String words;
  private long total;
  private long begun;

  /**
   * @param columns width of the terminal that {@code out} is; 0 if it is none
   */
  CorpusProgress(PrintStream out, int columns) {
    this.out = out;
    this.columns = columns;
  }

  /** Listing has no known end, so it only tells its count now and then. */
  void listed(long count) {
    if (System.nanoTime() - told > LISTING_NANOS) {
      told = System.nanoTime();
      out.println(String.format(Locale.ROOT, "listing, %,d files so far", count));
    }
  }

  void begin(String doing, long files, long doneBefore) {
    words = doing;
    total = files;
    begun = System.nanoTime();
    line = new ProgressLine(out, columns, files, doneBefore);
  }

  /**
   * Shows it, if it is time to.
   *
   * @param done files of this and of earlier processes
   * @param ofThisOne those of this one
   * @param bad of these
   */
  void show(long done, long ofThisOne, long bad) {
    // Before the first is done nothing can be said about the rest.
    if (ofThisOne > 0 && line.isDue()) {
      line.show(
          done,
          String.format(
              Locale.ROOT,
              "%s %,d/%,d, %.1f files/s, %,d bad",
              words,
              done,
              total,
              ofThisOne / seconds(),
              bad));
    }
  }

  double seconds() {
    return (System.nanoTime() - begun) / 1e9;
  }

  void clear() {
    line.clear();
  }
}

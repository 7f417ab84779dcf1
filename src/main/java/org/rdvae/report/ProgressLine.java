package org.rdvae.report;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Progress of long work: on a terminal one line that is written over, otherwise a plain line now
 * and then, so that a log file stays readable.
 */
public final class ProgressLine {
  private static final long TERMINAL_NANOS = 200_000_000L;
  private static final long LOG_NANOS = 10_000_000_000L;
  private static final int BAR = 6;

  private final PrintStream out;
  private final int columns;
  private final boolean terminal;
  private final long total;
  private final long begun;
  private final long start;
  private long shown;
  private int lastLength;

  /**
   * @param columns width of the terminal that {@code out} is; 0 if it is none
   * @param start how much of {@code total} was done before, by an earlier process
   */
  public ProgressLine(PrintStream out, int columns, long total, long start) {
    this.out = out;
    this.columns = columns;
    terminal = columns > 0;
    this.total = total;
    this.start = start;
    begun = System.nanoTime();
    shown = begun;
  }

  /** Whether it is time to show something; cheap enough to be asked in every step. */
  public boolean isDue() {
    return System.nanoTime() - shown >= (terminal ? TERMINAL_NANOS : LOG_NANOS);
  }

  /** Shows how much is done, with a few words, and how long the rest will take. */
  public void show(long done, String words) {
    shown = System.nanoTime();
    double fraction = (double) done / total;
    int full = (int) (BAR * fraction);
    String bar = "#".repeat(full) + ".".repeat(BAR - full);
    String line = String.format(Locale.ROOT, "[%s] %2.0f%% ", bar, 100 * fraction);
    // Before anything is done nobody knows.
    if (done > start) {
      line += duration((shown - begun) / 1e9 * (total - done) / (done - start)) + " left ";
    }
    line += words;
    if (terminal) {
      // A line that wraps could not be written over.
      line = line.substring(0, Math.min(line.length(), columns - 1));
      out.print("\r" + line + " ".repeat(Math.max(0, lastLength - line.length())));
      out.flush();
      lastLength = line.length();
    } else {
      out.println(line);
    }
  }

  /** Prints a line of its own, above the bar on a terminal. */
  public void message(String line) {
    if (terminal && lastLength > 0) {
      out.print("\r" + " ".repeat(lastLength) + "\r");
      lastLength = 0;
    }
    out.println(line);
  }

  /** Takes the bar away. */
  public void clear() {
    if (terminal && lastLength > 0) {
      out.print("\r" + " ".repeat(lastLength) + "\r");
      out.flush();
      lastLength = 0;
    }
  }

  /** Seconds in words: {@code 42 s}, {@code 3 min 05 s}, {@code 2 h 10 min}. */
  public static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    if (whole < 3600) {
      return String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
    }
    return String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
  }
}

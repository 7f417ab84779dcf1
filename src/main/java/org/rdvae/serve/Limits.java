package org.rdvae.serve;

import java.time.Duration;

/**
 * How much a server takes on, so that no number of clients exhausts the memory.
 *
 * @param fileBytes most of a picture's file
 * @param pixels most of a picture
 * @param uploadBytes of bodies that are being read at a time
 * @param workBytes of pictures that are being worked on at a time
 * @param answerBytes of answers that are being sent at a time
 * @param cacheBytes of each kind of thing that is remembered
 * @param atOnce pieces of work at a time
 * @param waiting requests that may wait for something, beyond which more are turned away
 * @param patience how long a request waits before it is turned away
 * @param connections at a time
 */
public record Limits(
    int fileBytes,
    long pixels,
    long uploadBytes,
    long workBytes,
    long answerBytes,
    long cacheBytes,
    int atOnce,
    int waiting,
    Duration patience,
    int connections) {
  /** A pixel's share of memory while it is decoded, coded, measured or written. */
  static final int BYTES_PER_PIXEL = 32;

  private static final int MOST_FILE_BYTES = 32 << 20;
  private static final long MOST_PIXELS = 40_000_000;
  private static final int CONNECTIONS = 48;

  /** Those of this Java. */
  public static Limits ofThisJava() {
    Runtime java = Runtime.getRuntime();
    return of(java.maxMemory(), java.availableProcessors());
  }

  /**
   * Shares of a heap: three eighths for work, an eighth each for bodies and answers, a sixteenth
   * for each of three caches; the rest is for the models.
   */
  static Limits of(long heap, int processors) {
    long eighth = heap / 8;
    long work = 3 * eighth;
    return new Limits(
        (int) Math.min(MOST_FILE_BYTES, eighth / 2),
        Math.min(MOST_PIXELS, work / BYTES_PER_PIXEL),
        eighth,
        work,
        eighth,
        eighth / 2,
        Math.max(1, Math.min(2, processors)),
        CONNECTIONS / 2,
        Duration.ofSeconds(20),
        CONNECTIONS);
  }
}

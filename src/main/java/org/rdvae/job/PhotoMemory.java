package org.rdvae.job;

import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.rdvae.base.Failure;

/**
 * Lets only as many photos into memory at a time as fit: many small ones, or a large one alone.
 * Safe for many threads.
 */
final class PhotoMemory {
  /**
   * A pixel's share while its photo is worked on: as decoded, as rows, as decoded again to be
   * measured, 3 or 4 bytes each, and what the codec needs beside.
   */
  private static final int BYTES_PER_PIXEL = 24;

  /** The rest of the heap is for the files themselves and for the model. */
  private static final double SHARE = 0.6;

  private static final int KILOBYTE = 1024;

  private final long heap;
  private final int kilobytes;
  private final Semaphore free;

  /**
   * @param heap the most bytes that Java will use
   */
  PhotoMemory(long heap) {
    this.heap = heap;
    kilobytes = (int) Math.min(Integer.MAX_VALUE, (long) (SHARE * heap / KILOBYTE));
    // Fair, so that a large photo is not passed by small ones for ever.
    free = new Semaphore(kilobytes, true);
  }

  /** That of this Java. */
  static PhotoMemory ofThisJava() {
    return new PhotoMemory(Runtime.getRuntime().maxMemory());
  }

  /**
   * Does the work as soon as there is room.
   *
   * @throws Failure OUT_OF_MEMORY if there is not enough even so
   */
  <T> T with(String name, int width, int height, Supplier<T> work) {
    long needed = (long) width * height * BYTES_PER_PIXEL / KILOBYTE;
    int taken = (int) Math.min(needed, kilobytes);
    try {
      free.acquire(taken);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while waiting for memory");
    }
    try {
      return work.get();
    } catch (OutOfMemoryError e) {
      throw new Failure(
          Failure.Kind.OUT_OF_MEMORY,
          String.format(
              Locale.ROOT,
              "%s: %d x %d pixels do not fit into the %,d MB that Java may use; give it more with"
                  + " RDVAE_JAVA_OPTIONS=-Xmx8g",
              name,
              width,
              height,
              heap >> 20),
          e);
    } finally {
      free.release(taken);
    }
  }
}

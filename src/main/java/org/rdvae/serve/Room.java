package org.rdvae.serve;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A limited amount of something, of which requests take shares; who finds none waits in a queue of
 * bounded length for a bounded time and is then turned away. Safe for many threads.
 */
final class Room {
  private static final int KILOBYTE = 1024;

  private final int capacity;
  private final int waiting;
  private final Duration patience;
  private final Semaphore free;

  /** What one request has taken, given back by closing it. */
  final class Share implements AutoCloseable {
    private int taken;

    private Share(int taken) {
      this.taken = taken;
    }

    /** Gives back what is more than so many bytes. */
    void shrinkTo(long bytes) {
      int kept = (int) Math.min(taken, kilobytes(bytes));
      free.release(taken - kept);
      taken = kept;
    }

    @Override
    public void close() {
      free.release(taken);
      taken = 0;
    }
  }

  private Room(int capacity, Limits limits) {
    this.capacity = capacity;
    waiting = limits.waiting();
    patience = limits.patience();
    // Fair, so that a large share is not passed by small ones for ever.
    free = new Semaphore(capacity, true);
  }

  static Room ofPlaces(int places, Limits limits) {
    return new Room(places, limits);
  }

  static Room ofBytes(long bytes, Limits limits) {
    return new Room((int) Math.min(Integer.MAX_VALUE, Math.max(1, bytes / KILOBYTE)), limits);
  }

  Share place() {
    return take(1);
  }

  /** Takes room for so many bytes, or all there is. */
  Share bytes(long count) {
    return take((int) Math.min(capacity, kilobytes(count)));
  }

  private static long kilobytes(long bytes) {
    return (bytes + KILOBYTE - 1) / KILOBYTE;
  }

  private Share take(int share) {
    boolean taken = false;
    try {
      // Without waiting first, so that a full queue does not matter where nobody has to queue.
      taken =
          free.tryAcquire(share, 0, TimeUnit.SECONDS)
              || (free.getQueueLength() < waiting
                  && free.tryAcquire(share, patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!taken) {
      throw Problem.busy();
    }
    return new Share(share);
  }
}

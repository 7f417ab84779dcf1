package org.rdvae.training;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The calling thread and helpers beside it, who do the pieces of a task together. Whoever is free
 * takes the next piece, so a helper that wakes late or loses its core costs at most the piece in
 * its hands; nothing may therefore depend on who does which.
 *
 * <p>Why not a pool of the library: a task takes about a millisecond, comes once in a step, and
 * must leave nothing to the garbage collector. Helpers wait for the next one at full speed for
 * {@link #EAGER_NANOS}, which lasts from one pass over the parameters to the next, and then asleep,
 * because the cores belong to the native library's threads until the next step.
 *
 * <p>One thread at a time gives tasks. Helpers begin with the first one and do not keep a process
 * alive.
 */
final class Crew implements AutoCloseable {
  /** With fewer values for each, waking a helper takes as long as what it would do. */
  private static final int VALUES_PER_MEMBER = 1 << 18;

  /** More would wait for memory, and each has to be woken. */
  private static final int MOST_MEMBERS = 8;

  private static final long EAGER_NANOS = 20_000;

  /** What is to be done with each piece. */
  interface Task {
    /**
     * Does one piece.
     *
     * @param member who does it, from 0 and below {@link #size}: for buffers of its own
     */
    void run(int piece, int member);
  }

  private final Thread[] helpers;

  /** Pieces that nobody has taken; not positive once somebody has looked in vain. */
  private final AtomicInteger left = new AtomicInteger();

  private final AtomicInteger done = new AtomicInteger();

  // Written before "left", read after it, and not changed while a piece is in anybody's hands.
  private Task task;
  private int pieces;

  private volatile Throwable failure;
  private volatile boolean closed;

  /**
   * @param size threads, the caller's included
   */
  Crew(int size) {
    helpers = new Thread[size - 1];
  }

  /** As many as pay for vectors of this length. */
  static Crew of(int threads, int values) {
    int useful = Math.min(MOST_MEMBERS, values / VALUES_PER_MEMBER);
    return new Crew(Math.max(1, Math.min(threads, useful)));
  }

  int size() {
    return helpers.length + 1;
  }

  /** Does all pieces, from 0; throws what one of them threw. */
  void run(int newPieces, Task newTask) {
    if (closed) {
      throw new IllegalStateException("these threads have ended");
    }
    task = newTask;
    pieces = newPieces;
    done.set(0);
    left.set(newPieces);
    for (int i = 0; i < helpers.length; i++) {
      wake(i);
    }
    work(0);
    while (done.get() < newPieces) {
      Thread.onSpinWait();
    }
    Throwable thrown = failure;
    if (thrown != null) {
      failure = null;
      throw new IllegalStateException("an update of the parameters failed: " + thrown, thrown);
    }
  }

  private void wake(int helper) {
    if (helpers[helper] == null) {
      int member = helper + 1;
      helpers[helper] = new Thread(() -> help(member), "parameter-update-" + member);
      helpers[helper].setDaemon(true);
      helpers[helper].start();
    } else {
      LockSupport.unpark(helpers[helper]);
    }
  }

  /** Does pieces as long as there are any. */
  private void work(int member) {
    // Counted down, so that whoever comes too late finds nothing, whichever task it came for.
    for (int found = left.getAndDecrement(); found > 0; found = left.getAndDecrement()) {
      try {
        task.run(pieces - found, member);
      } catch (RuntimeException | Error e) {
        failure = e;
      } finally {
        done.getAndIncrement();
      }
    }
  }

  private void help(int member) {
    long idleSince = System.nanoTime();
    while (!closed) {
      if (left.get() > 0) {
        work(member);
        idleSince = System.nanoTime();
      } else if (System.nanoTime() - idleSince < EAGER_NANOS) {
        Thread.onSpinWait();
      } else {
        LockSupport.park(this);
      }
    }
  }

  /** Ends the helpers. */
  @Override
  public void close() {
    closed = true;
    for (Thread helper : helpers) {
      LockSupport.unpark(helper);
    }
  }
}

package org.rdvae.training;

import java.util.concurrent.Semaphore;

/**
 * Hands a training its batches one after the other; if asked, a thread of its own makes the next
 * one while the step computes.
 *
 * <pre>
 *   step      uses buffer 0 | uses buffer 1 | ...
 *   worker    fills 1       | fills 0       | ...      parked whenever both are full
 * </pre>
 *
 * <p>Batches are pure functions of their position, so they are the same with and without the
 * thread. Only that thread, or only the training's, ever calls the source. What the source throws
 * is thrown in the step whose batch it was to be. The thread starts with the first batch, ends with
 * the last, and does not keep the process alive.
 */
final class BatchFeed implements AutoCloseable {
  static final int BUFFERS = 2;

  private final BatchSource source;
  private final int stepsPerEpoch;
  private final long end;
  private final boolean prefetch;
  private final float[][] buffers;
  private final Throwable[] failures = new Throwable[BUFFERS];
  private final Semaphore free = new Semaphore(BUFFERS);
  private final Semaphore filled = new Semaphore(0);
  private volatile boolean closed;
  private Thread worker;
  private Throwable failure;
  private long next;
  private long waitedNanos;

  /**
   * @param size values of a batch
   * @param first steps before the first batch
   * @param prefetch whether to fill in a thread of its own
   */
  BatchFeed(
      BatchSource source, int size, int epochs, int stepsPerEpoch, long first, boolean prefetch) {
    this.source = source;
    this.stepsPerEpoch = stepsPerEpoch;
    this.prefetch = prefetch;
    end = (long) epochs * stepsPerEpoch;
    next = first;
    buffers = new float[prefetch ? BUFFERS : 1][size];
  }

  /** The next batch, which the following call overwrites. */
  float[] next() {
    rethrow();
    if (next >= end) {
      throw new IllegalStateException("no batch after the last one, " + end);
    }
    long begin = System.nanoTime();
    float[] batch = prefetch ? take() : fill(next);
    waitedNanos += System.nanoTime() - begin;
    rethrow();
    next++;
    return batch;
  }

  private float[] take() {
    if (worker == null) {
      long first = next;
      worker = new Thread(() -> work(first), "rdvae-batches");
      worker.setDaemon(true);
      worker.start();
    } else {
      free.release();
    }
    // Not interruptible: an interrupted training still ends its step and saves its state.
    filled.acquireUninterruptibly();
    int buffer = buffer(next);
    failure = failures[buffer];
    return buffers[buffer];
  }

  private void work(long first) {
    for (long batch = first; batch < end; batch++) {
      free.acquireUninterruptibly();
      if (closed) {
        return;
      }
      try {
        fill(batch);
      } catch (RuntimeException | Error e) {
        failures[buffer(batch)] = e;
        return;
      } finally {
        filled.release();
      }
    }
  }

  private float[] fill(long batch) {
    float[] buffer = buffers[buffer(batch)];
    source.fill((int) (batch / stepsPerEpoch), (int) (batch % stepsPerEpoch), buffer);
    return buffer;
  }

  private int buffer(long batch) {
    return (int) (batch % buffers.length);
  }

  private void rethrow() {
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw (RuntimeException) failure;
    }
  }

  /** Nanoseconds in which the training waited for batches, or made them itself. */
  long waitedNanos() {
    return waitedNanos;
  }

  /** Ends the thread, after the batch that it may be filling. */
  @Override
  public void close() {
    closed = true;
    free.release();
    boolean interrupted = false;
    while (worker != null) {
      try {
        worker.join();
        worker = null;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

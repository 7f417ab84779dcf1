package org.rdvae.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Turns SIGINT and SIGTERM into a question that long work asks after every step, so that it can
 * save and end.
 *
 * <p>A shutdown hook, in which the virtual machine waits until the work says that it has ended; the
 * process then ends with the exit code of the signal, 130 or 143, without anybody having to know
 * which it was.
 */
final class Interruption implements AutoCloseable {
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::shutDown, "save-on-signal");
  private final CountDownLatch request = new CountDownLatch(1);

  private Interruption() {}

  /** Begins to listen; close it when there is nothing left to save. */
  static Interruption listen() {
    Interruption interruption = new Interruption();
    try {
      Runtime.getRuntime().addShutdownHook(interruption.hook);
    } catch (IllegalStateException e) {
      // The signal came first, and nobody waits any more: nothing was begun yet.
      interruption.request.countDown();
    }
    return interruption;
  }

  private void shutDown() {
    request.countDown();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isRequested() {
    return request.getCount() == 0;
  }

  /** For work that has no end of its own: waits for the signal. */
  void await() {
    try {
      request.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The signal came first: the hook is running, and was let go just now.
      return;
    }
  }
}

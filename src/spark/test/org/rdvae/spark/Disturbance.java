package org.rdvae.spark;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Something that happens during a round of a training, which asks this after each of them. */
final class Disturbance implements BooleanSupplier {
  private final int round;
  private final Work work;
  private final Thread thread = new Thread(this::run, "disturbance");
  private Throwable failure;
  private int asked;
  private long askedAt;
  private long longestNanos;

  interface Work {
    void run() throws Exception;
  }

  /**
   * @param round after which it begins, in a thread of its own
   */
  Disturbance(int round, Work work) {
    this.round = round;
    this.work = work;
  }

  /** Whether to stop: never. */
  @Override
  public boolean getAsBoolean() {
    long now = System.nanoTime();
    if (asked > 0) {
      longestNanos = Math.max(longestNanos, now - askedAt);
    }
    askedAt = now;
    if (++asked == round) {
      thread.start();
    }
    return false;
  }

  private void run() {
    try {
      work.run();
    } catch (Exception | Error e) {
      failure = e;
    }
  }

  /** Waits until it has happened, all of it. */
  void requireDone() throws InterruptedException {
    if (asked < round) {
      throw new AssertionError("there were only " + asked + " rounds");
    }
    thread.join();
    if (failure != null) {
      throw new AssertionError("the disturbance failed", failure);
    }
  }

  Duration longestRound() {
    return Duration.ofNanos(longestNanos);
  }
}

package org.rdvae.tensor;

/**
 * Adds up the time spent inside native calls. Two clock readings a call, some 50 ns, so it always
 * runs.
 */
public final class OperationClock {
  private long nanos;

  void add(long callNanos) {
    nanos += callNanos;
  }

  /** Nanoseconds in native calls since this clock was made. */
  public long nanos() {
    return nanos;
  }
}

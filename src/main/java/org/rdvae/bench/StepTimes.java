package org.rdvae.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** Takes the time of each step after a warm-up, and says when it has enough. */
final class StepTimes {
  private final ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final int warmup;
  private final double[] milliseconds;
  private int done;
  private long stepBegun = System.nanoTime();
  private long nativeNanos;
  private long optimizerNanos;
  private long allocated;

  StepTimes(int warmup, int steps) {
    this.warmup = warmup;
    milliseconds = new double[steps];
  }

  /**
   * To be called after each step.
   *
   * @param nativeTotal nanoseconds in native calls since any moment
   * @param optimizerTotal nanoseconds in the optimiser since any moment
   * @return whether there are more to come
   */
  boolean stepped(long nativeTotal, long optimizerTotal) {
    long now = System.nanoTime();
    int timed = done - warmup;
    if (timed == 0) {
      nativeNanos = -nativeTotal;
      optimizerNanos = -optimizerTotal;
      allocated = -memory.getCurrentThreadAllocatedBytes();
    } else if (timed > 0) {
      milliseconds[timed - 1] = (now - stepBegun) / 1e6;
    }
    boolean enough = timed == milliseconds.length;
    if (enough) {
      nativeNanos += nativeTotal;
      optimizerNanos += optimizerTotal;
      allocated += memory.getCurrentThreadAllocatedBytes();
    }
    done++;
    stepBegun = System.nanoTime();
    return !enough;
  }

  TrainingBenchmark.Result result(int threads) {
    double total = Arrays.stream(milliseconds).sum() * 1e6;
    double[] sorted = milliseconds.clone();
    Arrays.sort(sorted);
    int steps = sorted.length;
    return new TrainingBenchmark.Result(
        threads,
        steps,
        sorted[steps / 2],
        sorted[0],
        sorted[steps * 9 / 10],
        nativeNanos / total,
        optimizerNanos / total,
        allocated / steps,
        PeakMemory.megabytes());
  }
}

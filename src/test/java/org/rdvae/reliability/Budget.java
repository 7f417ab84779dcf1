package org.rdvae.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What a piece of work may take: bytes allocated on Java's heap by its thread, garbage included,
 * and seconds of the processor. Memory is the same each time; work that took too long is done
 * again, since a pause of the machine must not count and slowness must.
 */
public record Budget(long bytes, double seconds) {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int ATTEMPTS = 4;

  /** 64 MiB beside the file itself, and 2 seconds. */
  public static Budget ofFile(long fileBytes) {
    return new Budget((64L << 20) + fileBytes, 2);
  }

  /** Does the work, as often as it takes to tell a pause from slowness. */
  public void hold(Runnable work) {
    long thread = Thread.currentThread().getId();
    double taken = Double.POSITIVE_INFINITY;
    for (int i = 0; i < ATTEMPTS && taken > seconds; i++) {
      long before = THREADS.getThreadAllocatedBytes(thread);
      long begun = THREADS.getCurrentThreadCpuTime();
      work.run();
      taken = Math.min(taken, (THREADS.getCurrentThreadCpuTime() - begun) * 1e-9);
      assertThat(THREADS.getThreadAllocatedBytes(thread) - before)
          .as("bytes allocated")
          .isLessThanOrEqualTo(bytes);
    }
    assertThat(taken).as("seconds").isLessThanOrEqualTo(seconds);
  }
}

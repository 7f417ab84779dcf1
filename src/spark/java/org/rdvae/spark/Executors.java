package org.rdvae.spark;

import org.apache.spark.api.java.JavaSparkContext;
import org.rdvae.base.Failure;

/** How many executors a cluster has for us. */
final class Executors {
  private static final long LONGEST_NANOS = 60_000_000_000L;

  /** Without news for so long, no more are expected. */
  private static final long QUIET_NANOS = 3_000_000_000L;

  private static final int PAUSE_MILLIS = 100;

  private Executors() {}

  /**
   * Waits until there are enough, or at least one and no more are coming.
   *
   * @param wanted 0 for as many as there are
   * @param threads cores of each
   * @return how many tasks can run at a time
   * @throws Failure DEVICE if there is none in a minute
   */
  static int await(JavaSparkContext context, int wanted, int threads) {
    if (context.isLocal()) {
      return Math.max(1, context.defaultParallelism() / threads);
    }
    long begin = System.nanoTime();
    long changed = begin;
    int known = 0;
    while (true) {
      // The driver is one of them.
      int found =
          context.sc().isStopped() ? 0 : context.sc().statusTracker().getExecutorInfos().length - 1;
      long now = System.nanoTime();
      if (found != known) {
        known = found;
        changed = now;
      }
      boolean enough = wanted > 0 ? found >= wanted : found > 0 && now - changed > QUIET_NANOS;
      boolean late = now - begin > LONGEST_NANOS;
      if (enough || (late && found > 0)) {
        return found;
      }
      if (late || context.sc().isStopped()) {
        throw new Failure(
            Failure.Kind.DEVICE,
            "No executor came from "
                + context.master()
                + ": expected a master that runs there and has workers with "
                + threads
                + (threads == 1 ? " free core" : " free cores")
                + " and "
                + context.getConf().get("spark.executor.memory", "1g")
                + " of memory each.");
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for executors", e);
    }
  }
}

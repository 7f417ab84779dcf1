package org.rdvae.spark;

import java.util.Locale;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.rdvae.base.Failure;

/** How many executors a cluster has for us. */
final class ExecutorCount {
  /** A setting of Spark's kind: how long executors that are missing are waited for. */
  static final String PATIENCE = "spark.rdvae.patience";

  /** Without news for so long, no more are expected. */
  private static final long QUIET_NANOS = 3_000_000_000L;

  private static final long SILENT_NANOS = 10_000_000_000L;
  private static final int PAUSE_MILLIS = 100;

  private ExecutorCount() {}

  /** At the moment; of a cluster, where the driver is none of them but counted by Spark. */
  static int now(JavaSparkContext context) {
    return context.sc().isStopped()
        ? 0
        : context.sc().statusTracker().getExecutorInfos().length - 1;
  }

  static long patienceSeconds(JavaSparkContext context) {
    return context.getConf().getTimeAsSeconds(PATIENCE, "60s");
  }

  /**
   * Waits until there are as many as wanted or, if that is left open, at least one and no more are
   * coming.
   *
   * @param wanted 0 for as many as there are
   * @param threads cores of each
   * @param notes told what is being waited for, if that takes long
   * @return how many there are to be: in a local master, which has none, tasks at a time
   * @throws Failure DEVICE if there are fewer than wanted, or none, after {@link #PATIENCE};
   *     BAD_CONFIG, at once, if a local master has fewer
   */
  static int await(JavaSparkContext context, int wanted, int threads, Consumer<String> notes) {
    if (context.isLocal()) {
      return here(context, wanted, threads);
    }
    long begin = System.nanoTime();
    long patience = patienceSeconds(context) * 1_000_000_000;
    long changed = begin;
    int known = 0;
    boolean told = false;
    while (true) {
      int found = now(context);
      long time = System.nanoTime();
      if (found != known) {
        known = found;
        changed = time;
      }
      if (wanted > 0 ? found >= wanted : found > 0 && time - changed > QUIET_NANOS) {
        return wanted > 0 ? wanted : found;
      }
      if (context.sc().isStopped() || time - begin > patience) {
        throw tooFew(context, wanted, found, threads);
      }
      if (!told && time - begin > SILENT_NANOS) {
        told = true;
        notes.accept("waiting for " + words(wanted) + ", so far " + found);
      }
      pause();
    }
  }

  private static int here(JavaSparkContext context, int wanted, int threads) {
    int found = Math.max(1, context.defaultParallelism() / threads);
    if (wanted > found) {
      throw new Failure(
          Failure.Kind.BAD_CONFIG,
          String.format(
              Locale.ROOT,
              "cluster.executors: expected at most %d of %d %s with the master %s, found %d; set"
                  + " cluster.executors, or take local[%d]",
              found,
              threads,
              threads == 1 ? "thread" : "threads",
              context.master(),
              wanted,
              wanted * threads));
    }
    return wanted > 0 ? wanted : found;
  }

  private static Failure tooFew(JavaSparkContext context, int wanted, int found, int threads) {
    if (ClusterLoss.isEnding(context)) {
      return new Failure(
          Failure.Kind.DEVICE, "Stopped while waiting for executors of " + context.master() + ".");
    }
    return new Failure(
        Failure.Kind.DEVICE,
        String.format(
            Locale.ROOT,
            "Expected %s from %s, found %d: a master must run there and have workers with %d free"
                + " %s and %s of memory for each%s.",
            words(wanted),
            context.master(),
            found,
            threads,
            threads == 1 ? "core" : "cores",
            context.getConf().get("spark.executor.memory", "1g"),
            found > 0 ? "; cluster.executors=0 takes as many as there are" : ""));
  }

  private static String words(int wanted) {
    return switch (wanted) {
      case 0 -> "executors";
      case 1 -> "1 executor";
      default -> wanted + " executors";
    };
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

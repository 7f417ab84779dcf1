package org.rdvae.spark;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.rdvae.base.Failure;

/**
 * A job of Spark that is waited for as long as there are executors to do it. Spark itself would
 * wait for ever: when a standalone cluster is lost, master and all, it expects it to come back, and
 * a barrier stands until there are enough.
 *
 * @param needed executors, without whom nothing goes on
 * @param notes told what is being waited for
 */
record WatchedJob(JavaSparkContext context, int needed, Consumer<String> notes) {
  private static final long LOOK_MILLIS = 500;

  /**
   * The results.
   *
   * @throws ExecutionException if Spark gave it up
   * @throws Failure DEVICE if executors are missing for too long
   */
  <T> List<T> await(JavaFutureAction<List<T>> job) throws ExecutionException {
    long patience = ExecutorCount.patienceSeconds(context) * 1_000_000_000;
    long since = System.nanoTime();
    boolean told = false;
    while (true) {
      try {
        return job.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        job.cancel(true);
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while waiting for a round", e);
      } catch (TimeoutException e) {
        long now = System.nanoTime();
        int found = context.isLocal() ? needed : ExecutorCount.now(context);
        if (found >= needed || context.sc().isStopped()) {
          since = now;
          told = false;
        } else if (now - since > patience) {
          job.cancel(true);
          throw lost(found);
        } else if (!told && now - since > patience / 6) {
          told = true;
          notes.accept(
              String.format(
                  Locale.ROOT,
                  "executors were lost: waiting for %d, so far %d at %s",
                  needed,
                  found,
                  context.master()));
        }
      }
    }
  }

  private Failure lost(int found) {
    return new Failure(
        Failure.Kind.DEVICE,
        String.format(
            Locale.ROOT,
            "The cluster %s lost executors and none came in their place for %d s: expected %d,"
                + " found %d.",
            context.master(),
            ExecutorCount.patienceSeconds(context),
            needed,
            found));
  }
}

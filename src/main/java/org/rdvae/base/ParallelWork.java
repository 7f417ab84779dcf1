package org.rdvae.base;

import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Does many independent things on a few threads. */
public final class ParallelWork {
  private ParallelWork() {}

  /**
   * Calls {@code task} once with each number below {@code count}, in no certain order, and returns
   * when all is done. What a task throws ends the rest and is thrown here.
   */
  public static void run(int threads, int count, IntConsumer task) {
    AtomicInteger next = new AtomicInteger();
    Callable<Void> worker =
        () -> {
          try {
            int number = next.getAndIncrement();
            while (number < count && !Thread.currentThread().isInterrupted()) {
              task.accept(number);
              number = next.getAndIncrement();
            }
          } catch (RuntimeException | Error e) {
            next.set(count);
            throw e;
          }
          return null;
        };
    ExecutorService pool = Executors.newFixedThreadPool(threads, ParallelWork::daemon);
    try {
      for (Future<Void> result : pool.invokeAll(Collections.nCopies(threads, worker))) {
        result.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while several threads worked");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    } finally {
      pool.shutdownNow();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "rdvae-work");
    thread.setDaemon(true);
    return thread;
  }
}

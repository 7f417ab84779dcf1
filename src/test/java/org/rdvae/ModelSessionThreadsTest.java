package org.rdvae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.rdvae.KeptModel.CHECKPOINT;
import static org.rdvae.KeptModel.THREADS;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Sessions of the kept model in several threads. */
class ModelSessionThreadsTest {
  private final TrainedModel model = TrainedModel.load(CHECKPOINT);
  private final float[][] digits = KeptModel.digits();

  private ModelSession open() {
    return model.open(THREADS);
  }

  /** What several threads compute at once is to the bit what one computes alone. */
  @Test
  void threadsWithSessionsOfTheirOwnDoNotDisturbEachOther() throws Exception {
    Object[] expected;
    try (ModelSession session = open()) {
      expected = everything(session);
    }
    int threads = 6;
    CyclicBarrier start = new CyclicBarrier(threads);
    Callable<Void> work =
        () -> {
          try (ModelSession session = open()) {
            start.await(20, TimeUnit.SECONDS);
            for (int round = 0; round < 10; round++) {
              assertThat(Arrays.deepEquals(everything(session), expected)).isTrue();
            }
          }
          return null;
        };
    runAll(threads, work);
  }

  /** Shared, a session serves one after the other; and to close it waits for who computes. */
  @Test
  void aSharedSessionStaysInOrder() throws Exception {
    ModelSession shared = open();
    Object[] expected = everything(shared);
    AtomicInteger calls = new AtomicInteger();
    Callable<Void> work =
        () -> {
          try {
            while (true) {
              assertThat(Arrays.deepEquals(everything(shared), expected)).isTrue();
              if (calls.incrementAndGet() == 10) {
                shared.close();
              }
            }
          } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("closed");
          }
          return null;
        };
    runAll(3, work);
    assertThat(calls).hasValueGreaterThanOrEqualTo(10);
  }

  private Object[] everything(ModelSession session) {
    Posteriors posteriors = session.encode(digits);
    return new Object[] {
      posteriors.mean(),
      posteriors.logStddev(),
      session.decode(posteriors.mean()),
      session.sample(3, 9),
      session.score(digits, 2, 1).toArray()
    };
  }

  private static void runAll(int threads, Callable<Void> work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Void>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        futures.add(pool.submit(work));
      }
      for (Future<Void> future : futures) {
        future.get(60, TimeUnit.SECONDS);
      }
    } finally {
      pool.shutdownNow();
    }
  }
}

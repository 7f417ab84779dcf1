package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch here is two numbers: its epoch and its step. */
@Timeout(20)
class BatchFeedTest {
  private static final int EPOCHS = 3;
  private static final int STEPS = 4;

  @ParameterizedTest(name = "prefetch {0}")
  @ValueSource(booleans = {true, false})
  void givesEveryBatchInOrder(boolean prefetch) {
    try (BatchFeed feed = feed(BatchFeedTest::fill, 0, prefetch)) {
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        for (int step = 0; step < STEPS; step++) {
          assertThat(feed.next()).containsExactly(epoch, step);
        }
      }
    }
  }

  @ParameterizedTest(name = "prefetch {0}")
  @ValueSource(booleans = {true, false})
  void beginsAnywhere(boolean prefetch) {
    try (BatchFeed feed = feed(BatchFeedTest::fill, 7, prefetch)) {
      assertThat(feed.next()).containsExactly(1, 3);
      assertThat(feed.next()).containsExactly(2, 0);
    }
  }

  @ParameterizedTest(name = "prefetch {0}")
  @ValueSource(booleans = {true, false})
  void makesNoBatchAfterTheLast(boolean prefetch) {
    AtomicInteger made = new AtomicInteger();
    BatchSource counting = (epoch, step, target) -> made.incrementAndGet();
    try (BatchFeed feed = feed(counting, 10, prefetch)) {
      feed.next();
      feed.next();
      assertThatThrownBy(feed::next)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("no batch after the last one, 12");
    }
    assertThat(made).hasValue(2);
  }

  /**
   * The second batch is made although nobody asked for it, the third is not while both are full.
   */
  @Test
  void makesTheNextBatchMeanwhileAndNoMore() throws InterruptedException {
    List<Integer> made = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch second = new CountDownLatch(2);
    BatchSource source =
        (epoch, step, target) -> {
          made.add(step);
          fill(epoch, step, target);
          second.countDown();
        };
    try (BatchFeed feed = feed(source, 0, true)) {
      float[] first = feed.next();
      assertThat(second.await(10, TimeUnit.SECONDS)).isTrue();
      LockSupport.parkNanos(20_000_000);
      assertThat(made).containsExactly(0, 1);
      assertThat(first).as("the batch in use").containsExactly(0, 0);
    }
  }

  @Test
  void startsNoThreadBeforeTheFirstBatchAndNoneWithoutPrefetch() {
    List<String> makers = Collections.synchronizedList(new ArrayList<>());
    BatchSource source = (epoch, step, target) -> makers.add(Thread.currentThread().getName());
    feed(source, 0, true).close();
    assertThat(makers).isEmpty();
    try (BatchFeed feed = feed(source, 0, false)) {
      feed.next();
    }
    assertThat(makers).containsExactly(Thread.currentThread().getName());
  }

  @ParameterizedTest(name = "prefetch {0}")
  @ValueSource(booleans = {true, false})
  void failsInTheStepWhoseBatchFailed(boolean prefetch) {
    BatchSource source =
        (epoch, step, target) -> {
          if (epoch == 1 && step == 1) {
            throw new IllegalArgumentException("image 17 is broken");
          }
          fill(epoch, step, target);
        };
    try (BatchFeed feed = feed(source, 3, prefetch)) {
      assertThat(feed.next()).containsExactly(0, 3);
      assertThat(feed.next()).containsExactly(1, 0);
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThatThrownBy(feed::next)
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("image 17 is broken");
      }
    }
  }

  @Test
  void passesErrorsOn() {
    BatchSource source =
        (epoch, step, target) -> {
          throw new OutOfMemoryError("no more");
        };
    try (BatchFeed feed = feed(source, 0, true)) {
      assertThatThrownBy(feed::next).isInstanceOf(OutOfMemoryError.class).hasMessage("no more");
    }
  }

  @Test
  void waitsEvenWhenInterrupted() {
    try (BatchFeed feed = feed(BatchFeedTest::fill, 0, true)) {
      Thread.currentThread().interrupt();
      assertThat(feed.next()).containsExactly(0, 0);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      assertThat(Thread.interrupted()).as("still interrupted after close").isTrue();
    }
  }

  @Test
  void endsItsThreadWhenClosed() {
    Thread[] worker = new Thread[1];
    BatchSource source = (epoch, step, target) -> worker[0] = Thread.currentThread();
    BatchFeed feed = feed(source, 0, true);
    feed.next();
    feed.close();
    assertThat(worker[0].isAlive()).isFalse();
    assertThat(worker[0].isDaemon()).isTrue();
    feed.close();
  }

  @ParameterizedTest(name = "prefetch {0}")
  @ValueSource(booleans = {true, false})
  void countsTheTimeItWaited(boolean prefetch) {
    BatchSource slow = (epoch, step, target) -> sleep(30);
    try (BatchFeed feed = feed(slow, 0, prefetch)) {
      feed.next();
      assertThat(feed.waitedNanos()).isGreaterThan(25_000_000);
    }
  }

  /** With the thread, a batch that was made during the step costs no wait. */
  @Test
  void waitsLittleForABatchThatIsReady() throws InterruptedException {
    CountDownLatch second = new CountDownLatch(2);
    BatchSource slow =
        (epoch, step, target) -> {
          sleep(50);
          second.countDown();
        };
    try (BatchFeed feed = feed(slow, 0, true)) {
      feed.next();
      assertThat(second.await(10, TimeUnit.SECONDS)).isTrue();
      sleep(20);
      long before = feed.waitedNanos();
      feed.next();
      assertThat(feed.waitedNanos() - before).isLessThan(40_000_000);
    }
  }

  private static void sleep(int milliseconds) {
    long end = System.nanoTime() + milliseconds * 1_000_000L;
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static void fill(int epoch, int step, float[] target) {
    target[0] = epoch;
    target[1] = step;
  }

  private static BatchFeed feed(BatchSource source, long first, boolean prefetch) {
    return new BatchFeed(source, 2, EPOCHS, STEPS, first, prefetch);
  }
}

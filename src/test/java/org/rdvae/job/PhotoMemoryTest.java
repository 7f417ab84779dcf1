package org.rdvae.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rdvae.base.Failure;

@Timeout(20)
class PhotoMemoryTest {
  /** Room for about ten photos of 1000 x 1000 pixels. */
  private final PhotoMemory memory = new PhotoMemory(400_000_000);

  @Test
  void aLargePhotoIsAloneAndSmallOnesAreNot() throws InterruptedException {
    AtomicInteger large = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Thread[] threads =
        IntStream.range(0, 3)
            .mapToObj(
                i ->
                    new Thread(
                        () ->
                            memory.with(
                                "a",
                                30_000,
                                3000,
                                () -> {
                                  most.accumulateAndGet(large.incrementAndGet(), Math::max);
                                  pause();
                                  return large.decrementAndGet();
                                })))
            .toArray(Thread[]::new);
    for (Thread thread : threads) {
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(most).hasValue(1);

    CountDownLatch both = new CountDownLatch(2);
    Thread other = new Thread(() -> memory.with("a", 1000, 1000, () -> meet(both)));
    other.start();
    memory.with("b", 1000, 1000, () -> meet(both));
    other.join();
    assertThat(both.getCount()).isZero();
  }

  @Test
  void aPhotoThatDoesNotFitAfterAllIsRefusedAndItsRoomGivenBack() {
    for (int i = 0; i < 2; i++) {
      Failure failure =
          catchThrowableOfType(
              Failure.class,
              () ->
                  memory.with(
                      "a.png",
                      9000,
                      8000,
                      () -> {
                        throw new OutOfMemoryError("Java heap space");
                      }));
      assertThat(failure.kind()).isEqualTo(Failure.Kind.OUT_OF_MEMORY);
      assertThat(failure)
          .hasMessage(
              "a.png: 9000 x 8000 pixels do not fit into the 381 MB that Java may use; give it"
                  + " more with RDVAE_JAVA_OPTIONS=-Xmx8g");
    }
  }

  private static boolean meet(CountDownLatch both) {
    both.countDown();
    try {
      both.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return true;
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

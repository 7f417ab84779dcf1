package org.rdvae.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class ParallelWorkTest {
  @Test
  void callsOnceWithEveryNumber() {
    AtomicIntegerArray calls = new AtomicIntegerArray(1000);

    ParallelWork.run(5, 1000, calls::incrementAndGet);

    for (int i = 0; i < 1000; i++) {
      assertThat(calls.get(i)).as("%d", i).isOne();
    }
  }

  @Test
  void passesOnWhatATaskThrowsAndDoesNoMore() {
    AtomicInteger calls = new AtomicInteger();

    assertThatThrownBy(
            () ->
                ParallelWork.run(
                    1,
                    1000,
                    i -> {
                      calls.incrementAndGet();
                      throw new OutOfMemoryError("full");
                    }))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessage("full");
    assertThat(calls).hasValue(1);
    assertThatThrownBy(
            () ->
                ParallelWork.run(
                    3,
                    9,
                    i -> {
                      throw new IllegalStateException("bug");
                    }))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void canBeInterrupted() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> ParallelWork.run(2, 1_000_000, i -> {}))
        .isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).as("still told to the caller").isTrue();
  }
}

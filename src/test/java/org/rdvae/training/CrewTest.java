package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A wait without an end is what goes wrong first among threads. */
@Timeout(60)
class CrewTest {

  /** More tasks than a helper can be awake for, and fewer pieces than members among them. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void doesEveryPieceOfEveryTaskOnce(int size) {
    try (Crew crew = new Crew(size)) {
      assertThat(crew.size()).isEqualTo(size);
      for (int round = 0; round < 3000; round++) {
        int pieces = round % 20;
        AtomicIntegerArray times = new AtomicIntegerArray(20);
        crew.run(
            pieces,
            (piece, member) -> {
              assertThat(member).isBetween(0, size - 1);
              times.getAndIncrement(piece);
            });
        for (int piece = 0; piece < 20; piece++) {
          assertThat(times.get(piece)).isEqualTo(piece < pieces ? 1 : 0);
        }
        if (round % 100 == 0) {
          pause(1);
        }
      }
    }
  }

  /** A piece that waits for the others to be begun can only end if others begin them. */
  @Test
  void worksOnSeveralThreadsAtOnce() {
    int size = 3;
    AtomicReferenceArray<Thread> threads = new AtomicReferenceArray<>(size);
    try (Crew crew = new Crew(size)) {
      for (int round = 0; round < 3; round++) {
        for (int i = 0; i < size; i++) {
          threads.set(i, null);
        }
        crew.run(
            size,
            (piece, member) -> {
              threads.set(piece, Thread.currentThread());
              for (int i = 0; i < size; i++) {
                while (threads.get(i) == null) {
                  Thread.onSpinWait();
                }
              }
            });
        Set<Thread> different = new HashSet<>();
        for (int i = 0; i < size; i++) {
          different.add(threads.get(i));
        }
        assertThat(different).hasSize(size).contains(Thread.currentThread());
        pause(2);
      }
    }
  }

  @Test
  void throwsWhatAPieceThrewAndGoesOn() {
    IllegalArgumentException thrown = new IllegalArgumentException("a bad piece");
    try (Crew crew = new Crew(2)) {
      for (int i = 0; i < 5; i++) {
        AtomicIntegerArray times = new AtomicIntegerArray(40);
        assertThatThrownBy(
                () ->
                    crew.run(
                        40,
                        (piece, member) -> {
                          times.getAndIncrement(piece);
                          if (piece == 20) {
                            throw thrown;
                          }
                        }))
            .hasMessage("an update of the parameters failed: " + thrown)
            .hasCause(thrown);
        for (int piece = 0; piece < 40; piece++) {
          assertThat(times.get(piece)).isEqualTo(1);
        }
        crew.run(3, (piece, member) -> times.getAndIncrement(piece));
        assertThat(times.get(0)).isEqualTo(2);
      }
    }
  }

  @Test
  void endsItsThreads() throws InterruptedException {
    AtomicReferenceArray<Thread> threads = new AtomicReferenceArray<>(2);
    Crew crew = new Crew(2);
    while (threads.get(0) == null || threads.get(1) == null) {
      crew.run(
          100,
          (piece, member) -> {
            threads.set(member, Thread.currentThread());
            Thread.onSpinWait();
          });
    }
    assertThat(threads.get(0)).isSameAs(Thread.currentThread());
    assertThat(threads.get(1).isDaemon()).isTrue();
    crew.close();
    threads.get(1).join(10_000);
    assertThat(threads.get(1).isAlive()).isFalse();
    assertThatThrownBy(() -> crew.run(1, (piece, member) -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("these threads have ended");
  }

  @Test
  void allocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Crew.Task nothing = (piece, member) -> {};
    try (Crew crew = new Crew(2)) {
      for (int i = 0; i < 2000; i++) {
        crew.run(4, nothing);
      }
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 1000; i++) {
        crew.run(4, nothing);
      }
      assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1000);
    }
  }

  /**
   * A helper for each quarter of a million values beyond the first, as far as there are threads.
   */
  @ParameterizedTest
  @CsvSource({
    "2, 100, 1",
    "2, 524287, 1",
    "2, 524288, 2",
    "1, 9000000, 1",
    "16, 1048576, 4",
    "16, 900000000, 8",
    "4, 0, 1",
  })
  void isAsLargeAsPays(int threads, int values, int size) {
    assertThat(Crew.of(threads, values).size()).isEqualTo(size);
  }

  private static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

package org.rdvae.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.rdvae.base.Failure;

@Timeout(20)
class FileWorkTest {
  private final List<String> told = new ArrayList<>();
  private final AtomicBoolean interrupted = new AtomicBoolean();

  @Test
  void tellsInTheOrderOfTheFilesWhateverIsDoneFirst() {
    CountDownLatch others = new CountDownLatch(3);

    FileSummary summary =
        run(
            2,
            4,
            (files, alive) -> {
              if (files.input().equals("0")) {
                await(others);
              } else {
                others.countDown();
              }
              return files.input();
            });

    assertThat(told).containsExactly("0", "1", "2", "3");
    assertThat(summary.failures()).isEmpty();
    assertThat(summary.kind()).isEmpty();
  }

  @Test
  void aFileAtFaultIsCountedAndTheRestIsDone() {
    FileSummary summary =
        run(
            2,
            5,
            (files, alive) -> {
              if (files.input().equals("1") || files.input().equals("3")) {
                throw new Failure(Failure.Kind.BAD_DATA, files.input() + " is bad");
              }
              return files.input();
            });

    assertThat(told).containsExactly("0", "1 is bad", "2", "3 is bad", "4");
    assertThat(summary.kind()).hasValue(Failure.Kind.BAD_DATA);
    assertThat(summary.text("packed")).isEqualTo("2 of 5 files could not be packed");
  }

  @Test
  void faultsOfOneKindKeepItAndOthersAreBadData() {
    Failure usage = new Failure(Failure.Kind.USAGE, "u");
    Failure missing = new Failure(Failure.Kind.MISSING_PATH, "m");
    assertThat(new FileSummary(3, List.of(usage, usage)).kind()).hasValue(Failure.Kind.USAGE);
    assertThat(new FileSummary(3, List.of(usage, missing)).kind()).hasValue(Failure.Kind.BAD_DATA);
  }

  @Test
  void aFullDiskEndsAllOnceWhatWasMadeIsTold() {
    Failure failure =
        catchThrowableOfType(
            Failure.class,
            () ->
                run(
                    1,
                    5,
                    (files, alive) -> {
                      if (files.input().equals("2")) {
                        throw new Failure(Failure.Kind.INPUT_OUTPUT, "disk full");
                      }
                      return files.input();
                    }));

    assertThat(failure).hasMessage("disk full");
    assertThat(told).containsExactly("0", "1");
  }

  @Test
  void tellsWhatWasMadeOfFilesBehindOneThatWasNot() {
    CountDownLatch second = new CountDownLatch(1);

    Failure failure =
        catchThrowableOfType(
            Failure.class,
            () ->
                run(
                    2,
                    2,
                    (files, alive) -> {
                      if (files.input().equals("0")) {
                        await(second);
                        throw new Failure(Failure.Kind.OUTPUT, "no folder");
                      }
                      second.countDown();
                      return files.input();
                    }));

    assertThat(failure).hasMessage("no folder");
    assertThat(told).containsExactly("1");
  }

  @Test
  void aBugIsNoFileAtFault() {
    assertThatThrownBy(
            () ->
                run(
                    2,
                    3,
                    (files, alive) -> {
                      throw new IllegalStateException("bug");
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("bug");
  }

  @Test
  void leavesTheRestWhenInterrupted() {
    AtomicInteger begun = new AtomicInteger();

    FileSummary summary =
        run(
            1,
            9,
            (files, alive) -> {
              begun.incrementAndGet();
              interrupted.set(files.input().equals("2"));
              alive.run();
              return files.input();
            });

    assertThat(told).containsExactly("0", "1");
    assertThat(begun).hasValue(3);
    assertThat(summary.failures()).isEmpty();
  }

  private FileSummary run(int threads, int count, FileWork.Task<String> task) {
    List<FilePair> files =
        IntStream.range(0, count).mapToObj(i -> new FilePair(Integer.toString(i), "out")).toList();
    FileWork.Listener<String> listener =
        new FileWork.Listener<>() {
          @Override
          public void done(FilePair pair, String result) {
            told.add(result);
          }

          @Override
          public void failed(FilePair pair, Failure failure) {
            told.add(failure.getMessage());
          }
        };
    return new FileWork<>("working", files, 0, interrupted::get, listener).run(threads, task);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

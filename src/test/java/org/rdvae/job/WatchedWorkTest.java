package org.rdvae.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchedWorkTest {

  @Test
  void givesTheResultOfItsWork() {
    WatchedWork work = new WatchedWork(0, () -> false);
    assertThat(
            work.run(
                "counting",
                3,
                progress -> {
                  progress.accept(3);
                  return "done";
                }))
        .contains("done");
  }

  @Test
  void leavesWhenInterrupted() {
    List<Integer> done = new ArrayList<>();
    WatchedWork work = new WatchedWork(0, () -> done.size() == 2);
    assertThat(
            work.run(
                "counting",
                9,
                progress -> {
                  for (int i = 1; i <= 9; i++) {
                    progress.accept(i);
                    done.add(i);
                  }
                  return "done";
                }))
        .isEmpty();
    assertThat(done).containsExactly(1, 2);
  }

  @Test
  void hidesNoFailure() {
    IllegalStateException failure = new IllegalStateException("of the work");
    assertThatThrownBy(
            () ->
                new WatchedWork(0, () -> false)
                    .run(
                        "failing",
                        1,
                        progress -> {
                          throw failure;
                        }))
        .isSameAs(failure);
  }

  @Test
  void readsUntilInterrupted() {
    int[] read = {0};
    WatchedWork work = new WatchedWork(0, () -> read[0] == 2);
    assertThat(
            work.reading(
                progress -> {
                  for (int i = 1; i <= 9; i++) {
                    progress.at(i, 9);
                    read[0] = i;
                  }
                  return "done";
                }))
        .isEmpty();
    assertThat(read[0]).isEqualTo(2);
    assertThat(new WatchedWork(0, () -> false).reading(progress -> "done")).contains("done");
  }
}

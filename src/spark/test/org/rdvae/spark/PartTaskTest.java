package org.rdvae.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.rdvae.base.Failure;

class PartTaskTest {
  /** Spark ends the process of an executor at the error itself, also as a cause. */
  @Test
  void aHeapThatIsTooSmallFailsTheTaskAndCondemnsNoFile() {
    assertThatThrownBy(
            () ->
                PartTask.runWithin(
                    3,
                    () -> {
                      throw new OutOfMemoryError("Java heap space");
                    }))
        .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.kind().exitCode()).isEqualTo(71))
        .hasNoCause()
        .hasMessageMatching(
            "Part 3 does not fit into the [0-9,]+ MB of Java's heap with all else that the executor"
                + " does; give executors more by spark.executor.memory .*, or fewer cores\\.");
  }
}

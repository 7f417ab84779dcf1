package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.rdvae.objective.ObjectiveSettings.Beta;

/** Steps leave next to nothing to the garbage collector. */
class TrainerAllocationTest {
  private static final int WARM_UP_STEPS = 160;
  private static final int STEPS = 160;

  @ParameterizedTest(name = "prefetch {0}")
  @EnumSource(TrainingSettings.Prefetch.class)
  void aStepAllocatesLessThanFourKibibytes(TrainingSettings.Prefetch prefetch) {
    BarsTraining training =
        BarsTraining.usual(100)
            .with(new Beta(1, 0, 1, 1), 0.1)
            .withIntervals(0, 1000, 50)
            .withSkipping(5)
            .withAveraging(0.99)
            .withPrefetch(prefetch);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long[] bytes = new long[2];
    training.run(
        training.start(),
        Validators.ofParameters(),
        trainer -> {
          long step = trainer.position().step();
          if (step == WARM_UP_STEPS) {
            bytes[0] = threads.getThreadAllocatedBytes(thread);
          }
          if (step == WARM_UP_STEPS + STEPS) {
            bytes[1] = threads.getThreadAllocatedBytes(thread);
          }
          return step < WARM_UP_STEPS + STEPS;
        });
    assertThat((bytes[1] - bytes[0]) / STEPS).as("bytes a step").isLessThan(4096);
  }
}

package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rdvae.training.ClusterSettings.Mode;

class RoundTest {
  /** The steps of an epoch, as executors take them, whole batches each. */
  private static List<Integer> taken(int stepsPerEpoch, int executors, int stepsPerRound) {
    ClusterSettings settings = new ClusterSettings(executors, Mode.AVERAGING, stepsPerRound);
    List<Integer> taken = new ArrayList<>();
    Position position = Position.START;
    while (position.stepInEpoch() < stepsPerEpoch) {
      Round round = Round.next(position, stepsPerEpoch, settings, executors);
      for (int executor = 0; executor < executors; executor++) {
        for (int own = 0; own < round.stepsOf(executor); own++) {
          taken.add(position.stepInEpoch() + round.index(executor, own));
        }
      }
      position = position.after(round.steps());
    }
    return taken;
  }

  @ParameterizedTest(name = "{1} executors, {2} steps a round, {0} steps an epoch")
  @CsvSource({"8,1,3", "8,2,3", "8,3,1", "8,3,50", "7,8,2", "1,5,1", "500,64,3"})
  void anEpochHasEachBatchOnceForAnyNumberOfExecutors(int steps, int executors, int stepsPerRound) {
    assertThat(taken(steps, executors, stepsPerRound))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, steps).boxed().toList());
  }

  @ParameterizedTest(name = "{0} executors")
  @CsvSource({"1", "4"})
  void synchronousExecutorsAllTakeEachStep(int executors) {
    ClusterSettings settings = new ClusterSettings(executors, Mode.SYNCHRONOUS, 5);
    Round round = Round.next(Position.START.after(4), 8, settings, executors);
    assertThat(round.steps()).isEqualTo(4);
    assertThat(round.parts()).isEqualTo(executors);
    for (int executor = 0; executor < executors; executor++) {
      assertThat(round.stepsOf(executor)).isEqualTo(4);
      assertThat(round.index(executor, 3)).isEqualTo(3);
    }
  }
}

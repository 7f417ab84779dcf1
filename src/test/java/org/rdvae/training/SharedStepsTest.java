package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.base.Failure;
import org.rdvae.training.ClusterSettings.Mode;
import org.rdvae.training.TrainingSettings.OnNonFinite;

class SharedStepsTest {
  private static void assertSame(BarsTraining.Recorder found, BarsTraining.Recorder expected) {
    assertThat(found.steps).isEqualTo(expected.steps);
    assertThat(found.validations).isEqualTo(expected.validations);
    Snapshots.assertSame(found.end(), expected.end());
  }

  /** Rounds of three steps do not divide an epoch of eight. */
  @ParameterizedTest(name = "average of the parameters {0}")
  @ValueSource(doubles = {0, 0.9})
  void oneExecutorTakesTheStepsOfOneMachine(double averaging) {
    BarsTraining training = BarsTraining.usual(20).withAveraging(averaging).withSkipping(1.2);
    BarsTraining.Recorder alone = training.run(Validators.ofParameters());
    assertThat(alone.end().state().scalars().get(OutlierRule.SKIPPED)).isPositive();
    assertSame(training.runShared(1, 3, false, training.start()), alone);
  }

  @Test
  void aRoundThatIsDoneAgainChangesNothing() {
    BarsTraining training = BarsTraining.usual(3).withAveraging(0.9);
    assertSame(
        training.runShared(3, 2, true, training.start()),
        training.runShared(3, 2, false, training.start()));
  }

  /** An executor knows its own only, and the count that people see must not go back and forth. */
  @Test
  void stepsLeftOutAreCountedOverAllExecutors() {
    BarsTraining training = BarsTraining.usual(60).withSkipping(1.2);
    BarsTraining.Recorder shared = training.runShared(3, 2, false, training.start());
    List<Long> told = shared.steps.stream().map(step -> step.report().skippedSteps()).toList();
    assertThat(told).isSorted();
    assertThat(told.get(told.size() - 1)).isGreaterThan(2);
    assertThat(shared.end().state().scalars())
        .containsEntry(OutlierRule.SKIPPED, (double) told.get(told.size() - 1));
  }

  @Test
  void everyStepIsReportedOnceAndInItsOrder() {
    BarsTraining training = BarsTraining.usual(2);
    BarsTraining.Recorder shared = training.runShared(3, 2, false, training.start());
    assertThat(shared.steps.stream().map(step -> step.position().step()).toList())
        .isEqualTo(LongStream.rangeClosed(1, 2 * BarsTraining.STEPS_PER_EPOCH).boxed().toList());
    // All of the first executors' steps of the first round begin from the same parameters.
    BarsTraining.Recorder alone = training.run(Validators.ofParameters());
    assertThat(shared.steps.get(0)).isEqualTo(alone.steps.get(0));
    assertThat(shared.steps.get(1)).isNotEqualTo(alone.steps.get(1));
    assertThat(shared.validations).hasSize(2);
  }

  /** Adam's correction for the first steps would otherwise take moments for older than they are. */
  @Test
  void momentsAreCorrectedForTheUpdatesThatTheyHaveSeen() {
    BarsTraining training = BarsTraining.usual(1);
    Snapshot end = training.runShared(2, 2, false, training.start()).end();
    assertThat(end.state().scalars()).isEqualTo(new TreeMap<>(Map.of(StepsOfOthers.NAME, 4.0)));
  }

  @Test
  void anotherMachineGoesOnFromTheStateAndBack() {
    BarsTraining half = BarsTraining.usual(1).withAveraging(0.9);
    BarsTraining whole = BarsTraining.usual(3).withAveraging(0.9);
    Snapshot shared = half.runShared(2, 2, false, half.start()).end();
    Snapshot moved =
        new Snapshot(
            new Position(8, 1, 0, Double.NaN, 0, 0, false), shared.parameters(), shared.state());
    Snapshot alone =
        whole
            .run(moved, Validators.ofParameters(), trainer -> trainer.position().step() < 16)
            .end();
    assertThat(alone.position().epoch()).isEqualTo(2);
    assertThat(alone.state().scalars()).containsEntry(StepsOfOthers.NAME, 4.0);
    Snapshot end = whole.runShared(2, 2, false, alone).end();
    assertThat(end.position().step()).isEqualTo(24);
    assertThat(end.state().scalars()).containsEntry(StepsOfOthers.NAME, 8.0);
  }

  /** Fails where it is told to. */
  private static final class FailingListener implements TrainingListener {
    private final boolean atMeasurement;

    private FailingListener(boolean atMeasurement) {
      this.atMeasurement = atMeasurement;
    }

    @Override
    public void measured(Position position, StepReport report) {
      if (atMeasurement && position.step() == 3) {
        throw new Failure(Failure.Kind.INPUT_OUTPUT, "no space");
      }
    }

    @Override
    public void validated(Position position, Measurement validation, boolean isBest) {
      throw new Failure(Failure.Kind.INPUT_OUTPUT, "no space");
    }

    @Override
    public boolean stepped(Trainer trainer) {
      return true;
    }
  }

  /**
   * After the third of the round's four steps the parameters are those of the fourth and the
   * position that of the first; at a validation the position has the score of a model that is
   * nowhere kept.
   */
  @ParameterizedTest(name = "while a step is reported: {0}")
  @ValueSource(booleans = {true, false})
  void aReportThatCannotBeWrittenLeavesNothingToSave(boolean atMeasurement) {
    BarsTraining training = BarsTraining.usual(1);
    ClusterSettings cluster = new ClusterSettings(2, Mode.AVERAGING, 2);
    SharedSteps.Rounds rounds = training.rounds(cluster, false, training.start());
    try (Trainer trainer = training.sharedTrainer(cluster, rounds, training.start())) {
      assertThatThrownBy(
              () -> trainer.run(Validators.ofParameters(), new FailingListener(atMeasurement)))
          .isInstanceOf(Failure.class)
          .hasMessage("no space");
      assertThat(trainer.isWhole()).isFalse();
    }
  }

  @Test
  void aRoundThatIsLostLeavesTheStateBeforeIt() {
    BarsTraining training = BarsTraining.usual(1);
    ClusterSettings cluster = new ClusterSettings(2, Mode.AVERAGING, 2);
    SharedSteps.Rounds rounds = training.rounds(cluster, false, training.start());
    int[] taken = new int[1];
    List<float[]> given = new ArrayList<>();
    SharedSteps.Rounds losing =
        new SharedSteps.Rounds() {
          @Override
          public int executors() {
            return rounds.executors();
          }

          @Override
          public Optional<SharedSteps.RoundResult> run(
              Snapshot from, Round round, Consumer<String> notes) {
            if (++taken[0] == 2) {
              given.add(from.parameters().clone());
              notes.accept("waiting for executors");
              throw new Failure(Failure.Kind.DEVICE, "the cluster is gone");
            }
            return rounds.run(from, round, notes);
          }

          @Override
          public void close() {
            rounds.close();
          }
        };
    BarsTraining.Recorder recorder = new BarsTraining.Recorder(trainer -> true);
    try (Trainer trainer = training.sharedTrainer(cluster, losing, training.start())) {
      assertThatThrownBy(() -> trainer.run(Validators.ofParameters(), recorder))
          .hasMessage("the cluster is gone");
      assertThat(recorder.notes).containsExactly("waiting for executors");
      assertThat(trainer.isWhole()).isTrue();
      assertThat(trainer.snapshot().position().step()).isEqualTo(4);
      assertThat(trainer.snapshot().parameters()).isEqualTo(given.get(0));
    }
  }

  @Test
  void afterADivergenceThereIsNoStateToSave() {
    BarsTraining training = BarsTraining.usual(1);
    ClusterSettings cluster = new ClusterSettings(2, Mode.AVERAGING, 2);
    SharedSteps.Rounds rounds = training.rounds(cluster, false, training.start());
    BarsTraining.Recorder recorder = new BarsTraining.Recorder(trainer -> true);
    try (Trainer trainer = training.sharedTrainer(cluster, rounds, training.start())) {
      assertThatThrownBy(() -> trainer.run(Validators.scripted(Double.NaN), recorder))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("the validation score is NaN");
      assertThat(trainer.isWhole()).isFalse();
      assertThatThrownBy(trainer::snapshot).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void refusesWhatCannotBeShared() {
    TrainingSettings settings = BarsTraining.usual(1).settings();
    ClusterSettings averaging = new ClusterSettings(3, Mode.AVERAGING, 1);
    ClusterSettings synchronous = new ClusterSettings(3, Mode.SYNCHRONOUS, 1);
    SharedSteps.requireShareable(settings, averaging, 3);
    assertThatThrownBy(
            () -> SharedSteps.requireShareable(settings.with(OnNonFinite.ROLLBACK), averaging, 3))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "training.on-non-finite: expected stop or skip on a cluster, where nobody holds the"
                + " state of the last epoch's end, found rollback");
    assertThatThrownBy(() -> SharedSteps.requireShareable(settings, synchronous, 3))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "training.batch: expected a multiple of the 3 executors, since synchronous steps share"
                + " each batch equally, found 8; set training.batch or cluster.executors");
    SharedSteps.requireShareable(settings, synchronous, 4);
  }
}

package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.base.Failure;
import org.rdvae.objective.RateRule;
import org.rdvae.training.Poison.Place;
import org.rdvae.training.TrainingSettings.OnNonFinite;

/** A training that answers bad steps ends with the same bits whether it was stopped or not. */
class RollbackPointTest {
  private static final int EPOCHS = 3;

  /** In the midst of the second epoch; an epoch has eight steps. */
  private static final int BAD_STEP = 13;

  private final BarsTraining training = BarsTraining.usual(EPOCHS).with(OnNonFinite.ROLLBACK);

  /** What a training met, and where it ended. */
  private record Course(Snapshot end, List<String> answers) {}

  /**
   * @param bad steps counted from 0; each is bad in every process that comes to it
   * @param until the step to stop after
   */
  private static Course train(BarsTraining training, Snapshot from, List<Integer> bad, long until) {
    UnaryOperator<Trainable> around = UnaryOperator.identity();
    for (int step : bad) {
      UnaryOperator<Trainable> before = around;
      int number = step - Math.toIntExact(from.position().step());
      Poison poison = new Poison(Place.GRADIENT, number, Float.NaN, new Random(1));
      around = model -> poison.around(before.apply(model), new Poison.Clock());
    }
    List<String> answers = new ArrayList<>();
    BarsTraining.Recorder recorder =
        new BarsTraining.Recorder(trainer -> trainer.position().step() < until) {
          @Override
          public void notFinite(Position position, String answer) {
            answers.add(answer);
          }
        };
    try (Trainer trainer = training.trainer(UnaryOperator.identity(), around, from)) {
      trainer.run(Validators.ofParameters(), recorder);
      return new Course(trainer.snapshot(), answers);
    }
  }

  private static void expectSameEnd(BarsTraining training, List<Integer> bad, int... stops) {
    Course whole = train(training, training.start(), bad, Long.MAX_VALUE);
    assertThat(whole.answers()).hasSize(bad.size());
    List<String> answers = new ArrayList<>();
    Snapshot state = training.start();
    for (int stop : stops) {
      Course part = train(training, state, bad, stop);
      assertThat(part.end().position().step()).isEqualTo(stop);
      answers.addAll(part.answers());
      state = part.end();
    }
    Course last = train(training, state, bad, Long.MAX_VALUE);
    answers.addAll(last.answers());
    assertThat(answers).isEqualTo(whole.answers());
    assertThat(last.end().parameters()).isEqualTo(whole.end().parameters());
    assertThat(last.end().state()).usingRecursiveComparison().isEqualTo(whole.end().state());
  }

  /** Before the bad step, after it, at an epoch's end, and twice in an epoch. */
  @ParameterizedTest
  @CsvSource({
    "10, 0", "12, 0", "14, 0", "8, 0", "3, 0", "16, 0", "20, 0", "10, 12", "10, 14", "3, 5"
  })
  void aResumedTrainingGoesBackToTheSameMoment(int stop, int second) {
    int[] stops = second == 0 ? new int[] {stop} : new int[] {stop, second};
    expectSameEnd(training, List.of(BAD_STEP), stops);
  }

  @Test
  void soItDoesInTheFirstEpoch() {
    expectSameEnd(training, List.of(5), 2, 4);
  }

  /** The second goes back to the first's moment, and forgets no step that either lost. */
  @ParameterizedTest
  @ValueSource(ints = {11, 12, 14, 17})
  void soItDoesAfterTwoInAnEpoch(int stop) {
    expectSameEnd(training.withSkipping(3), List.of(10, 13), stop);
  }

  @Test
  void withAverages() {
    expectSameEnd(training.withAveraging(0.9).with(OnNonFinite.ROLLBACK), List.of(BAD_STEP), 10);
  }

  @Test
  void withWhatAnObjectiveRemembers() {
    BarsTraining ruled = training.with(new RateRule.RateConstraint(1, 0.05));
    expectSameEnd(ruled, List.of(BAD_STEP), 10);
  }

  /** What was saved at an epoch's end needs no other state, nor does a finished training. */
  @ParameterizedTest
  @ValueSource(ints = {8, 16, 24})
  void aStateThatNeedsNoOtherHasNone(int stop) {
    TrainingState state = train(training, training.start(), List.of(), stop).end().state();
    assertThat(state.vectors()).containsOnlyKeys("first-moment", "second-moment");
    assertThat(state.scalars()).containsOnlyKeys("skipped-steps");
  }

  @Test
  void itsNamesTellWhatItIs() {
    TrainingState state = train(training, training.start(), List.of(2), 4).end().state();
    assertThat(state.vectors())
        .containsOnlyKeys(
            "first-moment",
            "rollback-first-moment",
            "rollback-model",
            "rollback-second-moment",
            "second-moment");
    assertThat(state.scalars())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "lost-steps",
                2.0,
                "non-finite-steps",
                1.0,
                "rollback-skipped-steps",
                0.0,
                "rollback-step",
                0.0,
                "skipped-steps",
                1.0));
    assertThat(state.vectors().get("rollback-model")).isEqualTo(training.start().parameters());
  }

  /** Three values, one of them a running statistic. */
  @Test
  void runningStatisticsAreOneVectorOfTheirOwn() {
    Snapshot back =
        new Snapshot(Position.START, new float[] {1, 2, 3}, velocity(new float[] {4, 5}));
    Position now = new Position(3, 0, 3, Double.NaN, 0, 0, false);
    Snapshot joined =
        new RollbackPoint(Optional.of(back), 2)
            .joinedTo(new Snapshot(now, new float[] {6, 7, 8}, velocity(new float[] {9, 9})), 2);
    assertThat(joined.state().vectors().get("rollback-model")).containsExactly(1, 2);
    assertThat(joined.state().vectors().get("rollback-model-statistics")).containsExactly(3);
    RollbackPoint found = RollbackPoint.of(joined);
    assertThat(found.answers()).isEqualTo(2);
    assertThat(found.state().orElseThrow().parameters()).containsExactly(1, 2, 3);
    assertThat(found.state().orElseThrow().state().vectors().get("velocity")).containsExactly(4, 5);
  }

  private static TrainingState velocity(float[] velocity) {
    return new TrainingState(new TreeMap<>(Map.of("velocity", velocity)), new TreeMap<>());
  }

  /** Ten in a row end it, wherever it was stopped among them. */
  @ParameterizedTest
  @ValueSource(ints = {4, 6, 9})
  void badStepsInARowAreCountedOn(int stop) {
    BarsTraining skipping = BarsTraining.usual(EPOCHS).with(OnNonFinite.SKIP);
    List<Integer> bad = List.of(2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    Snapshot state = train(skipping, skipping.start(), bad, stop).end();
    assertThatThrownBy(() -> train(skipping, state, bad, Long.MAX_VALUE))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(
            "in step 12 the gradient is not finite; it is the 10th step in a row that cannot be"
                + " used. Try");
  }

  /** An epoch of 22 steps. */
  @Test
  void rollbacksAreCountedInAnEpochInARowOrNot() {
    BarsTraining longer = training.withBatch(3);
    List<Integer> bad = List.of(1, 3, 5, 7, 9, 11, 13, 15, 17, 18);
    assertThatThrownBy(() -> train(longer, longer.start(), bad, Long.MAX_VALUE))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(
            "in step 19 the gradient is not finite, after 9 rollbacks in this epoch. Try");
  }

  /** Which has no use for the point. */
  @Test
  void anotherPolicyMayGoOn() {
    Snapshot state = train(training, training.start(), List.of(), 4).end();
    Snapshot end = train(training.with(OnNonFinite.SKIP), state, List.of(), Long.MAX_VALUE).end();
    assertThat(end.position().finished()).isTrue();
    assertThat(end.state().vectors()).containsOnlyKeys("first-moment", "second-moment");
  }

  private static Snapshot with(
      Snapshot state, UnaryOperator<SortedMap<String, float[]>> vectors, double step) {
    SortedMap<String, Double> scalars = new TreeMap<>(state.state().scalars());
    scalars.put("rollback-step", step);
    return new Snapshot(
        state.position(),
        state.parameters(),
        new TrainingState(vectors.apply(new TreeMap<>(state.state().vectors())), scalars));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rollback-model", "rollback-first-moment"})
  void aPointThatIsNotWholeIsRefused(String name) {
    Snapshot state = train(training, training.start(), List.of(), 4).end();
    Snapshot torn =
        with(
            state,
            vectors -> {
              vectors.remove(name);
              return vectors;
            },
            0);
    assertThatThrownBy(() -> train(training, torn, List.of(), 5))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.BAD_DATA))
        .hasMessageStartingWith(
            "The training state to go on from holds no whole state to roll back to: expected, behind"
                + " rollback-, step, model and first-moment, second-moment, skipped-steps; found ");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, 4, Double.NaN, Double.POSITIVE_INFINITY})
  void aStepThatIsNotInThePastIsRefused(double step) {
    Snapshot state = train(training, training.start(), List.of(), 4).end();
    assertThatThrownBy(() -> RollbackPoint.of(with(state, vectors -> vectors, step)))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("holds no whole state to roll back to");
  }

  @Test
  void aPointThatIsNotFiniteIsRefused() {
    Snapshot state = train(training, training.start(), List.of(), 4).end();
    state.state().vectors().get("rollback-model")[0] = Float.NaN;
    assertThatThrownBy(() -> train(training, state, List.of(), 5))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("expected finite numbers in rollback-model, found NaN");
  }
}

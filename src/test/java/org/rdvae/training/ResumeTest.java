package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.base.Failure;
import org.rdvae.data.Binarization;
import org.rdvae.objective.ObjectiveSettings.Beta;
import org.rdvae.objective.RateRule;
import org.rdvae.training.BarsTraining.Recorder;
import org.rdvae.training.TrainingSettings.Optimizer;
import org.rdvae.training.TrainingSettings.Schedule;

/**
 * A training that is stopped anywhere and continued from its snapshot ends with the same bits as
 * one that was not.
 */
class ResumeTest {
  private static final int EPOCHS = 4;

  /**
   * Everything that depends on the position is in use: schedules, cycles, free bits, clipping,
   * images drawn each epoch.
   */
  private final BarsTraining training =
      BarsTraining.usual(EPOCHS)
          .with(new Beta(0.7, 2, 2, 0.5), 0.05)
          .withRate(0.02, new Schedule.Cosine(0.1), 5)
          .with(Binarization.DYNAMIC);

  /**
   * Eight steps are an epoch: inside the first, at its end, inside a later one, at the end of the
   * warm-up, one before the end.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 11, 16, 31})
  void endsWithTheSameBits(int stop) {
    expectSameBits(training, stop);
  }

  static List<Optimizer> optimizers() {
    return List.of(
        new Optimizer.Adam(0.02, 0.9, 0.999, 1e-8, 0.01),
        new Optimizer.AdamNormGrad(0.02, 0.9, 0.999, 1e-8, 0.01),
        new Optimizer.Momentum(1e-3, 0.9, true, 0.01));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void endsWithTheSameBitsWithEachOptimiser(Optimizer optimizer) {
    expectSameBits(training.with(optimizer), 11);
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void endsWithTheSameBitsWithAveraging(Optimizer optimizer) {
    expectSameBits(training.with(optimizer).withAveraging(0.9), 11);
  }

  /** After the hundred steps in which none is skipped; so low a factor skips several. */
  @ParameterizedTest
  @ValueSource(ints = {50, 99, 130})
  void endsWithTheSameBitsWithSkippedSteps(int stop) {
    BarsTraining skipping =
        BarsTraining.usual(20).withSkipping(1.05).withAveraging(0.99).with(Binarization.DYNAMIC);
    Snapshot end = expectSameBits(skipping, stop);
    assertThat(end.state().scalars().get("skipped-steps")).isGreaterThan(3);
  }

  static List<RateRule> rules() {
    return List.of(
        new RateRule.Capacity(2, 2, 10),
        new RateRule.RateConstraint(1, 0.05),
        new RateRule.DistortionConstraint(15, 0.05));
  }

  /** A multiplier is a part of the state, beside what skipped steps remember. */
  @ParameterizedTest
  @MethodSource("rules")
  void endsWithTheSameBitsWithEachRuleForTheRate(RateRule rule) {
    BarsTraining ruled = BarsTraining.usual(EPOCHS).with(rule).withSkipping(100);
    Snapshot end = expectSameBits(ruled, 11);
    boolean learns = !(rule instanceof RateRule.Capacity);
    assertThat(end.state().scalars().containsKey("objective-log-multiplier")).isEqualTo(learns);
  }

  @Test
  void refusesAStateWithoutTheMultiplier() {
    Snapshot other =
        training.run(training.start(), Validators.ofParameters(), trainer -> false).end();
    BarsTraining ruled = BarsTraining.usual(EPOCHS).with(new RateRule.RateConstraint(1, 0.05));
    assertThatThrownBy(() -> ruled.trainer(other))
        .isInstanceOf(Failure.class)
        .hasMessage(
            "The training state to go on from does not fit the objective: expected"
                + " objective-constraint-average, objective-log-multiplier; found nothing");
  }

  private static Snapshot expectSameBits(BarsTraining training, int stop) {
    Recorder whole = training.run(Validators.ofParameters());
    Recorder first =
        training.run(
            training.start(),
            Validators.ofParameters(),
            trainer -> trainer.position().step() < stop);
    assertThat(first.end().position().step()).isEqualTo(stop);
    assertThat(first.end().position().finished()).isFalse();

    Recorder second = training.run(first.end(), Validators.ofParameters(), trainer -> true);
    assertThat(second.steps).isEqualTo(whole.steps.subList(stop, whole.steps.size()));
    assertThat(first.steps).isEqualTo(whole.steps.subList(0, stop));
    assertThat(second.validations)
        .isEqualTo(whole.validations.subList(first.validations.size(), whole.validations.size()));
    expectSameBits(second.end(), whole.end());
    return whole.end();
  }

  @Test
  void isPossibleAfterEveryStep() {
    Recorder whole = training.run(Validators.ofParameters());
    Snapshot state = training.start();
    while (!state.position().finished()) {
      state = training.run(state, Validators.ofParameters(), trainer -> false).end();
    }
    expectSameBits(state, whole.end());
  }

  @Test
  void ofAFinishedTrainingDoesNothing() {
    Snapshot end = training.run(Validators.ofParameters()).end();
    Recorder again = training.run(end, Validators.ofParameters(), trainer -> true);
    assertThat(again.steps).isEmpty();
    expectSameBits(again.end(), end);
  }

  @Test
  void isNotDisturbedByLaterSteps() {
    try (Trainer trainer = training.trainer(training.start())) {
      trainer.run(Validators.ofParameters(), new Recorder(any -> false));
      Snapshot early = trainer.snapshot();
      float[] parameters = early.parameters().clone();
      float[] firstMoment = early.state().vectors().get("first-moment").clone();
      trainer.run(Validators.ofParameters(), new Recorder(any -> true));
      assertThat(early.parameters())
          .isEqualTo(parameters)
          .isNotEqualTo(trainer.snapshot().parameters());
      assertThat(early.state().vectors().get("first-moment")).isEqualTo(firstMoment);
    }
  }

  private static void expectSameBits(Snapshot found, Snapshot expected) {
    assertThat(found.position()).isEqualTo(expected.position());
    assertThat(found.parameters()).isEqualTo(expected.parameters());
    assertThat(found.state()).usingRecursiveComparison().isEqualTo(expected.state());
  }
}

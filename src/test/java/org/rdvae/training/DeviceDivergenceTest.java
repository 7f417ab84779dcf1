package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.base.Failure;
import org.rdvae.tensor.TestDevice;
import org.rdvae.training.Poison.Place;
import org.rdvae.training.TrainingSettings.OnNonFinite;
import org.rdvae.training.TrainingSettings.Optimizer;
import org.rdvae.training.TrainingSettings.Schedule;

/**
 * A gradient on a card that cannot be used: not finite in one element, or too large to be squared.
 */
class DeviceDivergenceTest {
  private static final int EPOCHS = 3;
  private static final int POISONED = 11;
  private static final float[] VALUES = {
    Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 1e25f, 0x1p62f
  };

  static Stream<Arguments> trainings() {
    BarsTraining usual = BarsTraining.usual(EPOCHS);
    return Stream.of(
            Arguments.of("usual", usual),
            Arguments.of("clipped", usual.withRate(1e-2, new Schedule.Constant(), 0.5)),
            Arguments.of("outlier rule", usual.withSkipping(3)),
            Arguments.of("averaged", usual.withAveraging(0.9)),
            Arguments.of(
                "divided", usual.with(new Optimizer.AdamNormGrad(1e-2, 0.9, 0.999, 1e-8, 0))),
            Arguments.of("momentum", usual.with(new Optimizer.Momentum(1e-3, 0.9, true, 0))))
        .flatMap(
            one -> {
              List<Arguments> all = new ArrayList<>();
              for (float value : VALUES) {
                all.add(Arguments.of(one.get()[0], one.get()[1], value));
              }
              return all.stream();
            });
  }

  private static Trainer trainer(BarsTraining training, float value) {
    Poison poison = new Poison(Place.GRADIENT, POISONED, value, new Random(3));
    Poison.Clock clock = new Poison.Clock();
    return training
        .withPrefetch(TrainingSettings.Prefetch.OFF)
        .trainer(
            TestDevice.LIKE_CARD,
            kernels -> poison.around(kernels, clock),
            model -> poison.around(model, clock),
            training.start());
  }

  /** Steps 12 of 24 is spoiled; 16 is the first to be reported. */
  @ParameterizedTest(name = "{0}, {2}")
  @MethodSource("trainings")
  void isFoundByTheNextReport(String name, BarsTraining any, float value) {
    BarsTraining training = any.withIntervals(0, 100, 16);
    List<Long> stepped = new ArrayList<>();
    try (Trainer trainer = trainer(training, value)) {
      assertThatThrownBy(
              () ->
                  trainer.run(
                      Validators.ofParameters(),
                      new BarsTraining.Recorder(t -> stepped.add(t.position().step()))))
          .isInstanceOfSatisfying(
              Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.BAD_DATA))
          .hasMessageContaining("Training diverged: in step 16 the gradient is not finite.");
      assertThat(stepped).hasSize(15);
      assertThatThrownBy(trainer::snapshot).isInstanceOf(IllegalStateException.class);
    }
  }

  @ParameterizedTest(name = "{0}, {2}")
  @MethodSource("trainings")
  void isFoundByTheNextCheckpoint(String name, BarsTraining any, float value) {
    BarsTraining training = any.withIntervals(0, 100, 100);
    try (Trainer trainer = trainer(training, value)) {
      BarsTraining.Recorder saving =
          new BarsTraining.Recorder(
              t -> t.position().step() < 14 || t.snapshot().parameters().length > 0);
      assertThatThrownBy(() -> trainer.run(Validators.ofParameters(), saving))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("Training diverged: after step 14 a parameter is not finite.");
    }
  }

  @ParameterizedTest(name = "{0}, {2}")
  @MethodSource("trainings")
  void isFoundByTheNextValidation(String name, BarsTraining any, float value) {
    BarsTraining training = any.withIntervals(0, 2, 100);
    try (Trainer trainer = trainer(training, value)) {
      assertThatThrownBy(
              () -> trainer.run(Validators.ofParameters(), new BarsTraining.Recorder(t -> true)))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("Training diverged: after step 16 the validation score is NaN.");
    }
  }

  /** Where the settings want the training to go on, the step is known at once and left no trace. */
  @ParameterizedTest
  @EnumSource(
      value = OnNonFinite.class,
      names = {"SKIP", "ROLLBACK"})
  void isAnsweredInTheStepWhereTrainingGoesOn(OnNonFinite answer) {
    for (Place place : List.of(Place.GRADIENT, Place.INPUT, Place.PARAMETER)) {
      for (double decay : new double[] {0, 0.9}) {
        BarsTraining training =
            BarsTraining.usual(EPOCHS)
                .with(answer)
                .withAveraging(decay)
                .withIntervals(0, 1, 100)
                .withPrefetch(TrainingSettings.Prefetch.OFF);
        expectAnswer(place, training, answer);
      }
    }
  }

  private static void expectAnswer(Place place, BarsTraining training, OnNonFinite answer) {
    Poison poison = new Poison(place, POISONED, Float.NaN, new Random(3));
    Poison.Clock clock = new Poison.Clock();
    List<Snapshot> states = new ArrayList<>();
    List<String> answers = new ArrayList<>();
    try (Trainer trainer =
        training.trainer(
            TestDevice.LIKE_CARD,
            kernels -> poison.around(kernels, clock),
            model -> poison.around(model, clock),
            training.start())) {
      trainer.run(
          Validators.ofParameters(),
          new BarsTraining.Recorder(t -> states.add(t.snapshot())) {
            @Override
            public void notFinite(Position position, String told) {
              answers.add(told);
            }
          });
      assertThat(trainer.skippedSteps()).isEqualTo(1);
    }
    assertThat(answers)
        .containsExactly(
            "in step 12 the gradient is not finite; "
                + (answer == OnNonFinite.SKIP
                    ? "the step is left out"
                    : "back to the parameters of step 8"));
    Snapshot expected = states.get(answer == OnNonFinite.SKIP ? POISONED - 1 : 7);
    Snapshot found = states.get(POISONED);
    assertThat(found.parameters()).isEqualTo(expected.parameters());
    expected
        .state()
        .vectors()
        .forEach((name, values) -> assertThat(found.state().vectors().get(name)).isEqualTo(values));
    assertThat(states).hasSize(EPOCHS * BarsTraining.STEPS_PER_EPOCH);
    assertThat(states.get(POISONED + 1).parameters()).isNotEqualTo(found.parameters());
  }
}

package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.base.Failure;
import org.rdvae.network.Activation;
import org.rdvae.training.BarsTraining.Recorder;
import org.rdvae.training.TrainingSettings.Schedule;

/** Numbers that are no longer finite end a training in the step they appear. */
class DivergenceTest {

  @ParameterizedTest
  @EnumSource(
      value = Activation.class,
      names = {"RELU", "TANH", "GELU"})
  void failsNamingTheStepAndTheSettings(Activation activation) {
    BarsTraining training =
        BarsTraining.usual(3).with(activation).withRate(1e30, new Schedule.Constant(), 0);
    assertThatThrownBy(() -> training.run(Validators.ofParameters()))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_DATA))
        .hasMessageContaining("Training diverged: in step 2 the gradient is not finite.")
        .hasMessageContaining("training.optimizer.adam.learning-rate")
        .hasMessageContaining("training.clip-norm");
  }

  @Test
  void leavesTheStateOfTheStepBefore() {
    BarsTraining training = BarsTraining.usual(3).withRate(1e30, new Schedule.Constant(), 0);
    try (Trainer trainer = training.trainer(training.start())) {
      assertThatThrownBy(() -> trainer.run(Validators.ofParameters(), new Recorder(any -> true)))
          .isInstanceOf(Failure.class);
      assertThat(trainer.position().step()).isEqualTo(1);
      for (float moment : trainer.snapshot().secondMoment()) {
        assertThat(moment).isFinite();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void neverCallsAScoreBestThatIsNotFinite(double score) {
    BarsTraining training = BarsTraining.usual(3);
    Recorder recorder = new Recorder(any -> true);
    try (Trainer trainer = training.trainer(training.start())) {
      assertThatThrownBy(() -> trainer.run(Validators.scripted(5, score, 4), recorder))
          .isInstanceOfSatisfying(
              Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_DATA))
          .hasMessageContaining("Training diverged: after step 16 the validation loss is " + score);
    }
    assertThat(recorder.validations).extracting(Recorder.Validation::isBest).containsExactly(true);
  }
}

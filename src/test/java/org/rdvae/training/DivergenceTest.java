package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.base.Failure;
import org.rdvae.network.Activation;
import org.rdvae.training.BarsTraining.Recorder;
import org.rdvae.training.TrainingSettings.Optimizer;
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
  void namesTheOptimiserThatIsInUse() {
    BarsTraining training = BarsTraining.usual(3).with(new Optimizer.Momentum(1e30, 0.9, false, 0));
    assertThatThrownBy(() -> training.run(Validators.ofParameters()))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("Try a lower training.optimizer.momentum.learning-rate or");
  }

  /**
   * Without clipping, the gradient's norm is known only when the parameters have been overwritten;
   * nobody may save those.
   */
  @ParameterizedTest(name = "clip norm {0}")
  @ValueSource(doubles = {0, 1e6})
  void leavesNoStateToSave(double clipNorm) {
    BarsTraining training = BarsTraining.usual(3).withRate(1e30, new Schedule.Constant(), clipNorm);
    List<Long> stepped = new ArrayList<>();
    Recorder recorder = new Recorder(any -> stepped.add(any.position().step()));
    try (Trainer trainer = training.trainer(training.start())) {
      assertThatThrownBy(() -> trainer.run(Validators.ofParameters(), recorder))
          .isInstanceOf(Failure.class);
      assertThat(stepped).as("steps after which a listener could save").containsExactly(1L);
      assertThat(recorder.steps).hasSize(1);
      assertThat(trainer.position().step()).isEqualTo(1);
      assertThatThrownBy(trainer::snapshot)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the training diverged and has no state to go on from");
      assertThatThrownBy(() -> trainer.run(Validators.ofParameters(), recorder))
          .isInstanceOf(IllegalStateException.class);
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
          .hasMessageContaining(
              "Training diverged: after step 16 the validation score is " + score);
      assertThatThrownBy(trainer::snapshot).isInstanceOf(IllegalStateException.class);
    }
    assertThat(recorder.validations).extracting(Recorder.Validation::isBest).containsExactly(true);
  }
}

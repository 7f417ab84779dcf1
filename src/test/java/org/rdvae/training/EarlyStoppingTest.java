package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.rdvae.objective.ObjectiveSettings.Beta;
import org.rdvae.training.BarsTraining.Recorder;

/** Which validation is best, and when a training without a better one ends. */
class EarlyStoppingTest {
  private static final int EPOCHS = 9;

  @Test
  void theLowestScoreIsBest() {
    Recorder recorder = BarsTraining.usual(5).run(Validators.scripted(10, 9, 9.5, 8, 8));
    assertThat(recorder.validations)
        .extracting(Recorder.Validation::isBest)
        .containsExactly(true, true, false, true, false);
    assertThat(recorder.end().position().bestScore()).isEqualTo(8);
    assertThat(recorder.end().position().bestStep()).isEqualTo(4 * BarsTraining.STEPS_PER_EPOCH);
  }

  @Test
  void stopsAfterEpochsWithoutABetterScore() {
    Recorder recorder =
        BarsTraining.usual(EPOCHS)
            .withIntervals(2, 1, 1)
            .run(Validators.scripted(10, 9, 9.1, 8, 8.5, 8.4));
    assertThat(recorder.end().position().epoch()).isEqualTo(6);
    assertThat(recorder.end().position().finished()).isTrue();
    assertThat(recorder.end().position().bestScore()).isEqualTo(8);
  }

  @Test
  void countsEpochsNotValidations() {
    Recorder recorder =
        BarsTraining.usual(EPOCHS).withIntervals(4, 2, 1).run(Validators.scripted(10, 11, 12));
    assertThat(recorder.end().position().epoch()).isEqualTo(6);
  }

  @Test
  void ignoresScoresOfTheWarmUp() {
    Recorder recorder =
        BarsTraining.usual(EPOCHS)
            .with(new Beta(1, 3, 1, 1), 0)
            .withIntervals(2, 1, 1)
            .run(Validators.scripted(1, 2, 10, 9, 9.5, 9.7));
    assertThat(recorder.validations)
        .extracting(Recorder.Validation::isBest)
        .containsExactly(false, false, true, true, false, false);
    assertThat(recorder.end().position().epoch()).isEqualTo(6);
    assertThat(recorder.end().position().bestScore()).isEqualTo(9);
    assertThat(recorder.end().position().bestStep()).isEqualTo(4 * BarsTraining.STEPS_PER_EPOCH);
  }

  @Test
  void withPatienceZeroRunsToTheEnd() {
    Recorder recorder =
        BarsTraining.usual(EPOCHS).run(Validators.scripted(1, 2, 3, 4, 5, 6, 7, 8, 9));
    assertThat(recorder.end().position().epoch()).isEqualTo(EPOCHS);
    assertThat(recorder.end().position().bestStep()).isEqualTo(BarsTraining.STEPS_PER_EPOCH);
  }

  @Test
  void aTrainingThatEndsInItsWarmUpStillHasABestModel() {
    Recorder recorder =
        BarsTraining.usual(2).with(new Beta(1, 5, 1, 1), 0).run(Validators.scripted(3, 4));
    assertThat(recorder.validations)
        .extracting(Recorder.Validation::isBest)
        .containsExactly(false, true);
    assertThat(recorder.end().position().bestScore()).isEqualTo(4);
  }
}

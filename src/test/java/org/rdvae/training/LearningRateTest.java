package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.rdvae.training.TrainingSettings.Schedule;

/** Ten epochs of 20 steps. */
class LearningRateTest {
  private static final double TINY = 1e-12;

  @Test
  void constantStaysAtOne() {
    LearningRate rate = rate(new Schedule.Constant());
    assertThat(rate.factor(0)).isOne();
    assertThat(rate.factor(199)).isOne();
  }

  @Test
  void stepsMultiplyAtTheirEpochs() {
    LearningRate rate = rate(new Schedule.Steps(List.of(3, 5), 0.1));
    assertThat(rate.factor(0)).isOne();
    assertThat(rate.factor(59)).isOne();
    assertThat(rate.factor(60)).isCloseTo(0.1, within(TINY));
    assertThat(rate.factor(99)).isCloseTo(0.1, within(TINY));
    assertThat(rate.factor(100)).isCloseTo(0.01, within(TINY));
    assertThat(rate.factor(199)).isCloseTo(0.01, within(TINY));
  }

  @Test
  void stepsMayBeginAtOnceOrNever() {
    assertThat(rate(new Schedule.Steps(List.of(0), 0.5)).factor(0)).isEqualTo(0.5);
    assertThat(rate(new Schedule.Steps(List.of(), 0.5)).factor(199)).isOne();
  }

  @Test
  void cosineFallsFromOneToItsEnd() {
    LearningRate rate = rate(new Schedule.Cosine(0.2));
    assertThat(rate.factor(0)).isOne();
    assertThat(rate.factor(50)).isCloseTo(0.6 + 0.4 * Math.cos(Math.PI * 50 / 199), within(TINY));
    assertThat(rate.factor(199)).isCloseTo(0.2, within(TINY));
    expectFalling(rate);
  }

  @Test
  void linearFallsFromOneToItsEnd() {
    LearningRate rate = rate(new Schedule.Linear(0.2));
    assertThat(rate.factor(0)).isOne();
    assertThat(rate.factor(50)).isCloseTo(1 - 0.8 * 50 / 199, within(TINY));
    assertThat(rate.factor(199)).isCloseTo(0.2, within(TINY));
    expectFalling(rate);
  }

  private static void expectFalling(LearningRate rate) {
    for (int step = 1; step < 200; step++) {
      assertThat(rate.factor(step))
          .as("step %d", step)
          .isLessThan(rate.factor(step - 1))
          .isPositive();
    }
  }

  private static LearningRate rate(Schedule schedule) {
    return new LearningRate(schedule, 10, 20);
  }
}

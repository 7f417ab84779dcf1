package org.rdvae.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.rdvae.objective.ObjectiveSettings.Beta;

class BetaScheduleTest {

  @Test
  void withoutWarmUpIsConstant() {
    BetaSchedule schedule = new BetaSchedule(new Beta(0.3, 0, 1, 1), 10);
    assertThat(schedule.at(0)).isEqualTo(0.3);
    assertThat(schedule.at(1_000_000)).isEqualTo(0.3);
    assertThat(schedule.isSettled(0)).isTrue();
  }

  @Test
  void risesFromZeroOnAStraightLine() {
    BetaSchedule schedule = new BetaSchedule(new Beta(2, 4, 1, 1), 10);
    assertThat(schedule.at(0)).isZero();
    assertThat(schedule.at(1)).isCloseTo(0.05, within(1e-12));
    assertThat(schedule.at(20)).isCloseTo(1, within(1e-12));
    assertThat(schedule.at(39)).isCloseTo(1.95, within(1e-12));
    assertThat(schedule.at(40)).isEqualTo(2);
    assertThat(schedule.at(1000)).isEqualTo(2);
  }

  @Test
  void cyclesRiseAndStay() {
    // 40 steps in 4 cycles of 10, each rising in its first 5.
    BetaSchedule schedule = new BetaSchedule(new Beta(1, 4, 4, 0.5), 10);
    for (int cycle = 0; cycle < 4; cycle++) {
      int first = 10 * cycle;
      assertThat(schedule.at(first)).as("begin of cycle %d", cycle).isZero();
      assertThat(schedule.at(first + 2)).isCloseTo(0.4, within(1e-12));
      assertThat(schedule.at(first + 5)).isCloseTo(1, within(1e-12));
      assertThat(schedule.at(first + 9)).isCloseTo(1, within(1e-12));
    }
    assertThat(schedule.at(40)).isEqualTo(1);
  }

  @Test
  void cyclesNeedNotDivideTheSteps() {
    // 10 steps in 3 cycles of 3 1/3.
    BetaSchedule schedule = new BetaSchedule(new Beta(1, 1, 3, 1), 10);
    assertThat(schedule.at(3)).isCloseTo(0.9, within(1e-12));
    assertThat(schedule.at(4)).isCloseTo(0.2, within(1e-12));
    assertThat(schedule.at(7)).isCloseTo(0.1, within(1e-12));
    assertThat(schedule.at(10)).isEqualTo(1);
  }

  @Test
  void isSettledWhenTheWarmUpIsOver() {
    BetaSchedule schedule = new BetaSchedule(new Beta(1, 3, 1, 1), 10);
    assertThat(schedule.isSettled(0)).isFalse();
    assertThat(schedule.isSettled(2)).isFalse();
    assertThat(schedule.isSettled(3)).isTrue();
    assertThat(schedule.isSettled(9)).isTrue();
  }
}

package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PositionTest {

  @Test
  void countsStepsAndEpochs() {
    Position position = Position.START.after(1).after(1).after(1);
    assertThat(position).isEqualTo(new Position(3, 0, 3, Double.NaN, 0, 0, false));
    assertThat(position.afterEpoch()).isEqualTo(new Position(3, 1, 0, Double.NaN, 0, 0, false));
    assertThat(position.afterEpoch().after(1))
        .isEqualTo(new Position(4, 1, 1, Double.NaN, 0, 0, false));
  }

  @Test
  void keepsTheBestScoreAndItsAge() {
    Position best = new Position(30, 3, 0, 9.5, 20, 1, false).withScore(9, true, 1);
    assertThat(best).isEqualTo(new Position(30, 3, 0, 9, 30, 0, false));
    Position worse = new Position(40, 4, 0, 9, 30, 2, false).withScore(9.1, false, 3);
    assertThat(worse).isEqualTo(new Position(40, 4, 0, 9, 30, 5, false));
    assertThat(worse.finish()).isEqualTo(new Position(40, 4, 0, 9, 30, 5, true));
  }

  @Test
  void refusesNegativeCounts() {
    assertThatThrownBy(() -> new Position(-1, 0, 0, 0, 0, 0, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("step -1");
  }
}

package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rdvae.base.Failure;

class OutlierRuleTest {
  private final OutlierRule rule = new OutlierRule(3, false, new TreeMap<>());
  private long step;

  @Test
  void skipsNormsFarAboveTheMean() {
    judge(100, 2);
    assertThat(rule.skips(step++, 5.99)).isFalse();
    assertThat(rule.skips(step++, 6.2)).isTrue();
    assertThat(rule.skips(step++, 2)).isFalse();
    assertThat(rule.skipped()).isEqualTo(1);
  }

  @Test
  void neverSkipsTheFirstHundredSteps() {
    judge(99, 1);
    assertThat(rule.skips(step++, 1e6)).isFalse();
    assertThat(rule.skipped()).isZero();
  }

  @Test
  void comparesWithThePlainMeanAtFirstAndTheExponentialOneThen() {
    double mean = 0;
    for (int i = 0; i < 100; i++) {
      mean += (1 + i % 7) / 100.0;
      rule.skips(step++, 1 + i % 7);
    }
    assertThat(rule.memory().get("norm-mean")).isCloseTo(mean, within(1e-12));
    rule.skips(step++, 5);
    assertThat(rule.memory().get("norm-mean")).isCloseTo(0.99 * mean + 0.01 * 5, within(1e-12));
  }

  @Test
  void aSkippedStepCountsAsTheLargestAllowed() {
    judge(100, 1);
    rule.skips(step++, 1e9);
    assertThat(rule.memory().get("norm-mean")).isCloseTo(0.99 + 0.03, within(1e-12));
  }

  @Test
  void acceptsNormsThatGrewForGood() {
    judge(100, 1);
    int skipped = 0;
    while (rule.skips(step++, 1000)) {
      skipped++;
    }
    // (1 + 2/100)^n * 3 > 1000.
    assertThat(skipped).isEqualTo(294);
  }

  @Test
  void doesNotSkipForEverAfterGradientsOfZero() {
    judge(150, 0);
    assertThat(rule.skips(step++, 1)).isFalse();
  }

  @Test
  void stepsLeftOutForAnotherReasonLeaveTheMeanAsItIs() {
    OutlierRule answered = new OutlierRule(3, true, new TreeMap<>());
    answered.leaveOut();
    assertThat(answered.skips(1, 2)).isFalse();
    assertThat(answered.memory()).containsEntry("norm-mean", 2.0);
    answered.leaveOut();
    assertThat(answered.skips(3, 6)).isFalse();
    assertThat(answered.memory()).containsEntry("norm-mean", 3.0);
  }

  @Test
  void goesOnFromWhatItRemembered() {
    judge(130, 2);
    rule.skips(step++, 100);
    OutlierRule second = new OutlierRule(3, false, new TreeMap<>(rule.memory()));
    assertThat(second.skipped()).isEqualTo(1);
    for (double norm : new double[] {7, 5, 6, 6.4}) {
      assertThat(second.skips(step, norm)).isEqualTo(rule.skips(step, norm));
      step++;
    }
    assertThat(second.memory()).isEqualTo(rule.memory());
  }

  @Test
  void withFactorZeroSkipsAndRemembersNothing() {
    OutlierRule off = new OutlierRule(0, false, new TreeMap<>());
    assertThat(off.skips(1000, 1e30)).isFalse();
    assertThat(off.memory()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1})
  void refusesFactorsThatWouldSkipOrdinarySteps(double factor) {
    assertThatThrownBy(() -> new OutlierRule(factor, false, new TreeMap<>()))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.BAD_CONFIG))
        .hasMessage("training.skip-norm-factor: expected 0 or more than 1, found " + factor);
  }

  private void judge(int times, double norm) {
    for (int i = 0; i < times; i++) {
      assertThat(rule.skips(step++, norm)).isFalse();
    }
  }
}

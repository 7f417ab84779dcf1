package org.rdvae.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QualityListTest {

  @Test
  void takesNumbersAndRangesInAnyOrder() {
    assertThat(QualityList.of("1..8")).containsExactly(1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0);
    assertThat(QualityList.of("8,2.5,1")).containsExactly(1.0, 2.5, 8.0);
    assertThat(QualityList.of("1,2..4,3")).containsExactly(1.0, 2.0, 3.0, 4.0);
    assertThat(QualityList.of("1.5..3")).containsExactly(1.5, 2.5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "9", "1,", "1,,2", "8..1", "1...3", "1..9", "x", "-1", "1;2", "0.99"})
  void refusesEverythingElse(String words) {
    assertThatThrownBy(() -> QualityList.of(words))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "expected numbers from 1 to 8 between commas, or ranges as 1..8, found " + words);
  }
}

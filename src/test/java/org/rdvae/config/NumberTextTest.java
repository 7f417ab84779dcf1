package org.rdvae.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {

  @ParameterizedTest(name = "{0} is written {1}")
  @CsvSource({
    "1e-4, 1e-4",
    "2.5e-4, 2.5e-4",
    "0.001, 0.001",
    "0.631, 0.631",
    "0, 0.0",
    "-0.0, -0.0",
    "1, 1.0",
    "100, 100.0",
    "-12.5, -12.5",
    "-1e-8, -1e-8",
    "1e300, 1e300"
  })
  void writesRealNumbersAsPeopleDo(double number, String text) {
    assertThat(NumberText.ofReal(number)).isEqualTo(text);
  }

  @Test
  void everyNumberReadsBackTheSame() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      double number = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(number)) {
        assertThat(Double.parseDouble(NumberText.ofReal(number))).isEqualTo(number);
        assertThat(Double.parseDouble(NumberText.of(number))).isEqualTo(number);
      }
    }
  }

  @Test
  void rangesAreWordsBehindANumber() {
    double none = Double.POSITIVE_INFINITY;
    assertThat(new Range(1, none, false).words()).isEqualTo(" of at least 1");
    assertThat(new Range(0, none, true).words()).isEqualTo(" above 0");
    assertThat(new Range(0, 1, false).words()).isEqualTo(" from 0 to 1");
    assertThat(new Range(0, 0.5, true).words()).isEqualTo(" above 0 and at most 0.5");
    assertThat(new Range(-none, 3, false).words()).isEqualTo(" of at most 3");
    assertThat(Range.ALL.words()).isEmpty();
  }
}

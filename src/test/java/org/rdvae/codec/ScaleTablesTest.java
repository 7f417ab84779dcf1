package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The integer probabilities follow the distribution that training assumes. */
class ScaleTablesTest {

  @ParameterizedTest
  @ValueSource(doubles = {-3.2, -2, -0.5, 0, 0.7, 2, 4.6})
  void aTableCostsHardlyMoreThanItsDistribution(double logScale) {
    FrequencyTable table = ScaleTables.table(0.3, logScale);
    double entropy = 0;
    double cost = 0;
    for (int i = 0; i < table.size(); i++) {
      double nats = LogisticRate.nats(table.first() + i - 0.3, logScale);
      double mass = Math.exp(-nats);
      entropy += mass * nats / Math.log(2);
      cost += mass * (16 - Math.log(table.frequency(i)) / Math.log(2));
    }
    assertThat(cost).isCloseTo(entropy, within(1e-3 + 1e-3 * entropy));
    assertThat(table.escapeFrequency()).isBetween(1, 20);
  }

  @Test
  void indexesRunOverAllTablesAndStayInside() {
    assertThat(ScaleTables.index(Integer.MIN_VALUE / 4)).isZero();
    assertThat(ScaleTables.index(Integer.MAX_VALUE / 4)).isEqualTo(ScaleTables.COUNT - 1);
    int before = 0;
    for (int logScale = -1000; logScale < 1500; logScale++) {
      int index = ScaleTables.index(logScale);
      assertThat(index - before).isBetween(0, 1);
      before = index;
    }
    assertThat(before).isEqualTo(ScaleTables.COUNT - 1);
  }

  @Test
  void theTableOfAScaleIsTheNearest() {
    double step =
        (PlannedCodec.MOST_LOG_SCALE - PlannedCodec.LEAST_LOG_SCALE) / (ScaleTables.COUNT - 1);
    for (double logScale = PlannedCodec.LEAST_LOG_SCALE;
        logScale <= PlannedCodec.MOST_LOG_SCALE;
        logScale += 0.01) {
      int index = ScaleTables.index((int) Math.rint(logScale * (1 << ScaleTables.FRACTION)));
      double nearest = PlannedCodec.LEAST_LOG_SCALE + index * step;
      assertThat(nearest).isCloseTo(logScale, within(step / 2 + 0.01));
    }
  }
}

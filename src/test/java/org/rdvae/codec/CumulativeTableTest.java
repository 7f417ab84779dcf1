package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CumulativeTableTest {
  private static final double UNIT = 0x1p40;

  private final Random random = new Random(3);

  /** Values of the tables that every textbook has. */
  @ParameterizedTest
  @CsvSource({
    "0, 0.5",
    "0.5, 0.6914624612740131",
    "1, 0.8413447460685429",
    "1.96, 0.9750021048517795",
    "-3, 0.0013498980316301",
    "-4.5, 0.0000033976731247"
  })
  void theNormalTableIsThatOfTheTextbooks(double x, double p) {
    long argument = Math.round(x * 0x1p24);
    assertThat(CumulativeTable.NORMAL.mass(argument) / UNIT).isCloseTo(p, within(1e-4 * p));
    assertThat(CumulativeTable.NORMAL.quantile(Math.round(p * UNIT)) / 0x1p24)
        .isCloseTo(x, within(2e-5));
  }

  @Test
  void theLogisticTableIsTheSigmoid() {
    for (int i = 0; i < 1000; i++) {
      double x = 40 * random.nextDouble() - 20;
      assertThat(CumulativeTable.LOGISTIC.mass((long) (x * 0x1p24)) / UNIT)
          .isCloseTo(1 / (1 + Math.exp(-x)), within(2e-7));
    }
  }

  @Test
  void massesNeverFallAndEndAtNothingAndAll() {
    for (CumulativeTable table :
        new CumulativeTable[] {CumulativeTable.NORMAL, CumulativeTable.LOGISTIC}) {
      long last = 0;
      for (long x = -20L << 24; x <= 20L << 24; x += 3001) {
        long mass = table.mass(x);
        assertThat(mass).isGreaterThanOrEqualTo(last);
        last = mass;
      }
      assertThat(table.mass(-20L << 24)).isZero();
      assertThat(table.mass(20L << 24)).isEqualTo(1L << 40);
    }
  }

  @Test
  void binsOfTheLatentVariablesHaveEqualMass() {
    double width = 0x1p-16;
    for (int bin = 0; bin < LatentBins.COUNT; bin++) {
      double middle = CumulativeTable.NORMAL.mass(LatentBins.middle(bin)) / UNIT;
      assertThat(middle).isCloseTo((bin + 0.5) * width, within(2e-3 * width));
      if (bin > 0) {
        assertThat(LatentBins.edge(bin))
            .isBetween(LatentBins.middle(bin - 1), LatentBins.middle(bin));
      }
    }
  }

  @Test
  void thePosteriorsIntervalsAreThoseOfTheNormalDistribution() {
    NormalIntervals intervals = new NormalIntervals();
    for (int i = 0; i < 200; i++) {
      double mean = 2 * random.nextGaussian();
      double logStddev = -4 * random.nextDouble();
      intervals.set((int) (mean * 0x1p20), (int) (logStddev * 0x1p20));
      assertThat(intervals.start(0)).isZero();
      assertThat(intervals.start(LatentBins.COUNT)).isEqualTo(1 << 24);
      for (int bin = 1; bin < LatentBins.COUNT; bin += 997) {
        double t = (LatentBins.edge(bin) / 0x1p24 - mean) / Math.exp(logStddev);
        double expected = CumulativeTable.NORMAL.mass((long) (t * 0x1p24)) / UNIT;
        assertThat(intervals.start(bin) / 0x1p24).isCloseTo(expected, within(2e-5));
      }
    }
  }
}

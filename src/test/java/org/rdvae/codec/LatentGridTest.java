package org.rdvae.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatentGridTest {
  /** Φ by Zelen and Severo's formula 26.2.17 in Abramowitz and Stegun, to 7.5e-8. */
  private static double below(double x) {
    double t = 1 / (1 + 0.2316419 * Math.abs(x));
    double polynomial =
        t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    double tail = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * polynomial;
    return x < 0 ? tail : 1 - tail;
  }

  @Test
  void frequenciesAreThoseOfARoundedNormalDistribution() {
    // A mean of -10 / 16 and a scale of e^(150 / 256).
    LatentGrid grid = new LatentGrid(0, -10, 150);
    FrequencyTable table = grid.table();
    double scale = Math.exp(150 / 256.0);
    for (int i = 0; i < table.size(); i++) {
      double k = table.first() + i;
      double mass = below((k + 0.5 + 0.625) / scale) - below((k - 0.5 + 0.625) / scale);
      assertThat(table.frequency(i) / 65536.0).isCloseTo(mass, within(3e-5));
    }
    assertThat(table.escapeFrequency()).isPositive();
  }

  @Test
  void fittingFindsTheDistributionOfTheNumbers() {
    Random random = new Random(3);
    int[] numbers = new int[20_000];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (int) Math.rint(3.5 + 4 * random.nextGaussian());
    }
    LatentGrid grid = LatentGrid.ofStep(0.25).fittedTo(numbers);
    assertThat(grid.step()).isCloseTo(0.25, within(0.001));
    assertThat(grid.mean() / 16.0).isCloseTo(3.5, within(0.1));
    assertThat(Math.exp(grid.logScale() / 256.0)).isCloseTo(4, within(0.1));
  }

  @Test
  void aVariableThatIsAlwaysZeroCostsNothing() {
    FrequencyTable table = LatentGrid.ofStep(1).fittedTo(new int[1000]).table();
    int zero = -table.first();
    assertThat(table.frequency(zero)).isGreaterThanOrEqualTo(65536 - 3);
  }

  @Test
  void theWidestDistributionStillHasATable() {
    assertThat(new LatentGrid(0, Short.MAX_VALUE, LatentGrid.MOST_SCALE).table().size())
        .isBetween(24_000, 25_000);
  }

  @Test
  void writtenGridsAreReadAgainAndOthersRefused() {
    LatentGrid grid = new LatentGrid(-700, 12, -300);
    ByteBuffer buffer = ByteBuffer.allocate(LatentGrid.BYTES);
    grid.write(buffer);
    buffer.flip();
    assertThat(LatentGrid.read(buffer)).isEqualTo(grid);
    for (int scale : new int[] {LatentGrid.LEAST_SCALE - 1, LatentGrid.MOST_SCALE + 1}) {
      buffer.clear();
      new LatentGrid(0, 0, scale).write(buffer);
      buffer.flip();
      assertThatThrownBy(() -> LatentGrid.read(buffer))
          .isInstanceOf(BadCodeException.class)
          .hasMessage("expected log scales of -767 to 1952, found " + scale);
    }
  }
}

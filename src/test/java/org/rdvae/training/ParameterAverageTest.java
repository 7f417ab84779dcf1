package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ParameterAverageTest {
  private static final int SIZE = 20_000;

  @Test
  void equalsItsFormulaInDouble() {
    double[] expected = new double[SIZE];
    ParameterAverage average = new ParameterAverage(0.8, new ChunkedVector(SIZE));
    for (int update = 1; update <= 60; update++) {
      // From the 35th update on the constant decay is the smaller one.
      double decay = Math.min(0.8, (1.0 + update) / (10.0 + update));
      ChunkedVector parameters =
          ChunkedVector.copyOf(PiecewiseUpdates.gradient(update, SIZE), SIZE);
      float[] values = parameters.toArray();
      for (int i = 0; i < SIZE; i++) {
        expected[i] = decay * expected[i] + (1 - decay) * values[i];
      }
      average.begin(update);
      for (int chunk = 0; chunk < parameters.chunks(); chunk++) {
        average.update(chunk, parameters.chunk(chunk));
      }
    }
    float[] found = average.values().toArray();
    for (int i = 0; i < SIZE; i++) {
      assertThat((double) found[i])
          .as("average %d", i)
          .isCloseTo(expected[i], within(3e-6 * PiecewiseUpdates.magnitude(i)));
    }
  }

  @Test
  void ofStillParametersIsThem() {
    float[] still = {0.1f, -3, 1e-20f};
    ParameterAverage average = new ParameterAverage(0.999, ChunkedVector.copyOf(still, 3));
    for (int update = 1; update <= 10; update++) {
      average.begin(update);
      average.update(0, still);
    }
    assertThat(average.values().toArray()).isEqualTo(still);
  }

  /** After ten updates less than 1e-4 of the start is left, though the decay is 0.999. */
  @Test
  void soonForgetsWhereItStarted() {
    ParameterAverage average =
        new ParameterAverage(0.999, ChunkedVector.copyOf(new float[] {1}, 1));
    for (int update = 1; update <= 10; update++) {
      average.begin(update);
      average.update(0, new float[] {0});
    }
    assertThat(average.values().toArray()[0]).isLessThan(1e-4f);
  }
}

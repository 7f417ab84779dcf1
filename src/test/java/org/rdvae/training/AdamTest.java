package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.rdvae.training.TrainingSettings.Optimizer;

class AdamTest {
  private static final Optimizer.Adam SETTINGS = new Optimizer.Adam(1e-2, 0.9, 0.999, 1e-8, 0.1);
  private static final int STEPS = 200;

  @ParameterizedTest
  @MethodSource("org.rdvae.training.PiecewiseUpdates#sizes")
  void equalsTheTextbookInDouble(int size) {
    ChunkedVector parameters = ChunkedVector.copyOf(PiecewiseUpdates.startingValues(size), size);
    double[] p = PiecewiseUpdates.doubles(parameters.toArray());
    double[] m = new double[size];
    double[] v = new double[size];
    Adam adam = new Adam(SETTINGS, name -> new ChunkedVector(size));
    for (int step = 1; step <= STEPS; step++) {
      double rate = 1e-2 * 0.5 / step;
      float[] gradient = PiecewiseUpdates.gradient(step, size);
      for (int i = 0; i < size; i++) {
        m[i] = 0.9 * m[i] + (1 - 0.9) * 0.25 * gradient[i];
        v[i] = 0.999 * v[i] + (1 - 0.999) * 0.25 * gradient[i] * 0.25 * gradient[i];
        double mean = m[i] / (1 - Math.pow(0.9, step));
        double square = v[i] / (1 - Math.pow(0.999, step));
        p[i] -= rate * (mean / (Math.sqrt(square) + 1e-8) + 0.1 * p[i]);
      }
      PiecewiseUpdates.run(adam, parameters, gradient, step, 0.5 / step, 0.25);
    }
    float[] found = parameters.toArray();
    float[] firstMoment = adam.memory().get("first-moment").toArray();
    float[] secondMoment = adam.memory().get("second-moment").toArray();
    // 200 roundings of numbers around 1 are some 1e-6; the decay 0.999 in float32 shifts second
    // moments by 1e-5.
    for (int i = 0; i < size; i++) {
      assertThat((double) found[i]).as("parameter %d", i).isCloseTo(p[i], within(2e-6));
      assertThat((double) firstMoment[i])
          .as("first moment %d", i)
          .isCloseTo(m[i], within(2e-6 * PiecewiseUpdates.magnitude(i)));
      assertThat((double) secondMoment[i])
          .as("second moment %d", i)
          .isCloseTo(v[i], within(1e-4 * v[i]));
    }
  }

  @Test
  void withRateZeroKeepsTheParameters() {
    ChunkedVector parameters = ChunkedVector.copyOf(new float[] {1}, 1);
    Adam adam = new Adam(SETTINGS, name -> new ChunkedVector(1));
    PiecewiseUpdates.run(adam, parameters, new float[] {1}, 1, 0, 1);
    assertThat(parameters.toArray()).containsExactly(1);
    assertThat(adam.memory().get("first-moment").toArray()[0]).isCloseTo(0.1f, within(1e-7f));
  }
}

package org.rdvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.rdvae.training.TrainingSettings.Optimizer;

class MomentumTest {
  private static final int STEPS = 50;

  @ParameterizedTest(name = "{0} values, momentum {1}, Nesterov {2}, decay {3}")
  @CsvSource({
    "1, 0.9, false, 0.1",
    "16385, 0.9, false, 0.1",
    "40000, 0.9, true, 0.1",
    "40000, 0.5, true, 0",
    "40000, 0, false, 0.01"
  })
  void equalsPyTorchsFormInDouble(int size, double momentum, boolean nesterov, double decay) {
    ChunkedVector parameters = ChunkedVector.copyOf(PiecewiseUpdates.startingValues(size), size);
    double[] p = PiecewiseUpdates.doubles(parameters.toArray());
    double[] v = new double[size];
    Momentum optimizer =
        new Momentum(
            new Optimizer.Momentum(1e-4, momentum, nesterov, decay),
            name -> new ChunkedVector(size));
    for (int step = 1; step <= STEPS; step++) {
      float[] gradient = PiecewiseUpdates.gradient(step, size);
      for (int i = 0; i < size; i++) {
        double d = 0.25 * gradient[i] + decay * p[i];
        v[i] = momentum * v[i] + d;
        p[i] -= 1e-4 / step * (nesterov ? d + momentum * v[i] : v[i]);
      }
      PiecewiseUpdates.run(optimizer, parameters, gradient, step, 1.0 / step, 0.25);
    }
    float[] found = parameters.toArray();
    float[] velocity = optimizer.memory().get("velocity").toArray();
    for (int i = 0; i < size; i++) {
      double magnitude = PiecewiseUpdates.magnitude(i);
      assertThat((double) found[i])
          .as("parameter %d", i)
          .isCloseTo(p[i], within(5e-6 + 1e-7 * magnitude));
      assertThat((double) velocity[i])
          .as("velocity %d", i)
          .isCloseTo(v[i], within(1e-5 * (1 + magnitude)));
    }
  }

  @Test
  void withoutMomentumIsPlainDescent() {
    ChunkedVector parameters = ChunkedVector.copyOf(new float[] {1, 2}, 2);
    Momentum descent =
        new Momentum(new Optimizer.Momentum(0.5, 0, false, 0), name -> new ChunkedVector(2));
    for (int step = 1; step <= 2; step++) {
      PiecewiseUpdates.run(descent, parameters, new float[] {1, -2}, step, 1, 1);
    }
    assertThat(parameters.toArray()).containsExactly(0, 4);
  }
}
